package io.safire.internal.web;

import io.safire.internal.config.LaunchSettings;
import io.safire.launch.AuthorizationRequest;
import io.safire.web.WebResponse;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A page that sends an authorization request by POST. A script submits the form. If scripts are disabled, the user
 * submits the form with a button.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#request-4">SMART App Launch 2.2.0,
 *     authorization request</a>
 */
final class AuthorizationPage {

    private AuthorizationPage() {}

    static WebResponse of(AuthorizationRequest request, LaunchSettings settings, String nonce, List<String> cookies) {
        String inputs = request.parameters().entrySet().stream()
                .map(parameter -> "<input type=\"hidden\" name=\"" + Html.escape(parameter.getKey()) + "\" value=\""
                        + Html.escape(parameter.getValue()) + "\">")
                .collect(Collectors.joining("\n"));
        PageTexts texts = PageTexts.inEnglish();
        String form = Html.paragraph(texts.text("continue.text")) + "<form method=\"post\" action=\""
                + Html.escape(request.endpoint().toString()) + "\">\n" + inputs + "\n<button>"
                + Html.escape(texts.text("continue.button")) + "</button></form>\n<script nonce=\"" + nonce
                + "\">document.forms[0].submit()</script>";
        String page = Html.page(texts.language(), texts.text("continue.title"), form);
        return WebResponses.page(200, policy(request, settings, nonce), cookies, page);
    }

    /**
     * Browsers apply {@code form-action} to every redirect after a form submission, including the final redirect to the
     * redirect URI.
     */
    private static String policy(AuthorizationRequest request, LaunchSettings settings, String nonce) {
        Set<String> targets = new LinkedHashSet<>();
        targets.add(origin(request.endpoint()));
        targets.add(origin(URI.create(request.redirectUri())));
        targets.addAll(settings.loginOrigins());
        return "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src " + Html.STYLE_SOURCE + "; form-action "
                + String.join(" ", targets) + "; base-uri 'none'; frame-ancestors "
                + frameAncestors(settings.frameAncestors());
    }

    static String frameAncestors(List<String> sources) {
        return sources.isEmpty() ? "'none'" : String.join(" ", sources);
    }

    private static String origin(URI url) {
        return url.getHost() == null ? url.getScheme() + ":" : url.getScheme() + "://" + url.getRawAuthority();
    }
}
