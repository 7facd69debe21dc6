package io.safire.tck.support;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** Key pairs for one test run. */
public final class TestKeys {

    /** An RSA key pair with 2,048 bits. */
    public static final KeyPair RSA = generate("RSA");

    /** An EC key pair on the curve P-384. */
    public static final KeyPair EC = generate("EC");

    /** An RSA key pair that is not registered with any server. */
    public static final KeyPair UNREGISTERED = generate("RSA");

    private TestKeys() {}

    /** Returns the private key as PKCS #8 in PEM on a single line. */
    public static String pem(KeyPair keys) {
        return "-----BEGIN PRIVATE KEY-----"
                + Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()) + "-----END PRIVATE KEY-----";
    }

    /** Returns the public key as SubjectPublicKeyInfo in PEM on a single line. */
    public static String publicPem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----"
                + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()) + "-----END PUBLIC KEY-----";
    }

    /**
     * Signs with ECDSA and SHA-384, as a key management service does.
     *
     * @param pem the EC private key as PKCS #8 in PEM on a single line
     * @return the signature in DER encoding
     */
    public static byte[] sign(String pem, byte[] input) throws GeneralSecurityException {
        byte[] content = Base64.getDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        Signature signature = Signature.getInstance("SHA384withECDSA");
        signature.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(content)));
        signature.update(input);
        return signature.sign();
    }

    /** Generates an EC key pair on the curve P-384. */
    public static KeyPair generateEc() {
        return generate("EC");
    }

    /** Returns the JWKS with the public keys of {@link #RSA} ({@code kid} {@code rsa-1}) and {@link #EC} ({@code ec-1}). */
    public static String jwks() {
        RSAPublicKey rsa = (RSAPublicKey) RSA.getPublic();
        ECPublicKey ec = (ECPublicKey) EC.getPublic();
        return """
                {"keys":[
                {"kty":"RSA","kid":"rsa-1","alg":"RS384","use":"sig","n":"%s","e":"%s"},
                {"kty":"EC","kid":"ec-1","alg":"ES384","use":"sig","crv":"P-384","x":"%s","y":"%s"}]}
                """.formatted(
                        base64Url(rsa.getModulus(), 256),
                        base64Url(rsa.getPublicExponent(), 3),
                        base64Url(ec.getW().getAffineX(), 48),
                        base64Url(ec.getW().getAffineY(), 48));
    }

    /** Returns {@link #EC} as a private JWK with the {@code kid} {@code ec-1}. */
    public static String privateJwk() {
        ECPublicKey key = (ECPublicKey) EC.getPublic();
        return """
                {"kty":"EC","kid":"ec-1","alg":"ES384","crv":"P-384","x":"%s","y":"%s","d":"%s"}
                """.formatted(
                        base64Url(key.getW().getAffineX(), 48),
                        base64Url(key.getW().getAffineY(), 48),
                        base64Url(((ECPrivateKey) EC.getPrivate()).getS(), 48));
    }

    /** Returns the private key of {@link #RSA} in PKCS #1 format. A PKCS #8 key contains it after 26 bytes. */
    public static String pkcs1() {
        byte[] pkcs8 = RSA.getPrivate().getEncoded();
        return "-----BEGIN RSA PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(Arrays.copyOfRange(pkcs8, 26, pkcs8.length))
                + "\n-----END RSA PRIVATE KEY-----\n";
    }

    /**
     * Returns a positive number as unsigned big-endian bytes in Base64url, as a JWK contains it.
     *
     * @param length the number of bytes, including leading zeros
     */
    public static String base64Url(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int from = Math.max(0, bytes.length - length);
        System.arraycopy(bytes, from, fixed, length - (bytes.length - from), bytes.length - from);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(fixed, length));
    }

    private static KeyPair generate(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp384r1"));
            } else {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
