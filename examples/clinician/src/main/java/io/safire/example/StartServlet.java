package io.safire.example;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet for the pages without a chart, which users see before a launch and after the sign-out. */
@WebServlet({"", "/signed-out"})
public class StartServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Page page = request.getServletPath().equals("/signed-out") ? Page.signedOut() : Page.start();
        page.send(request, response);
    }
}
