package io.safire.tck.safire.deployed.launch;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.TokenRequests;
import io.safire.authentication.Credential;
import io.safire.error.SmartException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullUnmarked;

/** A resource that runs a backend service. */
@Path("job")
@ApplicationScoped
@NullUnmarked // the container sets a field
public class JobResource {

    private static final int BAD_GATEWAY = 502;

    @Inject
    SmartClients clients;

    @Inject
    @ConfigProperty(name = "tck.other-key")
    String otherKey;

    /** Requests a token. Returns 502 with the exception's message if the request fails. */
    @POST
    @Produces(MediaType.TEXT_PLAIN)
    public Response job() {
        return request(client());
    }

    /** Requests a token with another key. */
    @POST
    @Path("other-key")
    @Produces(MediaType.TEXT_PLAIN)
    public Response jobWithOtherKey() {
        return request(client().with(Credential.key(otherKey, "ec-1")));
    }

    /** Requests a token with a signature that the application makes itself, as with a key management service. */
    @POST
    @Path("signer")
    @Produces(MediaType.TEXT_PLAIN)
    public Response jobWithSigner() {
        return request(client().with(Credential.signer("ec-1", "ES384", this::sign)));
    }

    /** Introspects a token with a client secret. */
    @POST
    @Path("secret")
    @Produces(MediaType.TEXT_PLAIN)
    public Response introspectWithSecret() {
        try {
            clients.client("web-secret").tokens().introspect("unknown");
            return Response.ok("done").build();
        } catch (SmartException failure) {
            return failed(failure);
        }
    }

    /** Returns a fingerprint of the cached token as soon as the token has arrived. No thread waits for the token. */
    @POST
    @Path("async")
    @Produces(MediaType.TEXT_PLAIN)
    public CompletionStage<Response> asyncJob() {
        return client().accessTokenAsync()
                .handle((token, failure) -> failure == null
                        ? Response.ok(Integer.toHexString(token.value().hashCode()))
                                .build()
                        : failed(failure));
    }

    private byte[] sign(byte[] input) throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(otherKey.replaceAll("-----[A-Z ]+-----", ""));
        Signature signature = Signature.getInstance("SHA384withECDSA");
        signature.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)));
        signature.update(input);
        return signature.sign();
    }

    private SmartClient client() {
        return clients.client("web-job");
    }

    private static Response request(TokenRequests requests) {
        try {
            requests.requestToken();
            return Response.ok("done").build();
        } catch (SmartException failure) {
            return failed(failure);
        }
    }

    private static Response failed(Throwable failure) {
        return Response.status(BAD_GATEWAY)
                .entity(failure.getClass().getSimpleName() + " " + failure.getMessage())
                .build();
    }
}
