package io.safire.tck.report;

import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Elements of a web page. The serializer of the JDK escapes all texts. */
final class HtmlElements {

    private HtmlElements() {}

    /** Creates the root element of a page. */
    static Element createRoot() {
        try {
            Document page = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .newDocument();
            return (Element) page.appendChild(page.createElement("html"));
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Adds an empty element to the end of the parent, and returns the new element. */
    static Element add(Node parent, String name) {
        return (Element) parent.appendChild(parent.getOwnerDocument().createElement(name));
    }

    /** Adds an element with a text to the end of the parent, and returns the new element. */
    static Element add(Node parent, String name, String text) {
        Element added = add(parent, name);
        added.appendChild(parent.getOwnerDocument().createTextNode(text));
        return added;
    }

    /** Adds a cell to a row. Narrow screens show the heading of the column in the cell. */
    static Element addCell(Element row, String heading, String text) {
        Element cell = add(row, "td", text);
        cell.setAttribute("data-heading", heading);
        return cell;
    }

    /** Adds a table with the column headings, and returns the body of the table. */
    static Element addTable(Element parent, String style, String... headings) {
        Element table = add(parent, "table");
        table.setAttribute("class", style);
        Element row = add(add(table, "thead"), "tr");
        for (String heading : headings) {
            add(row, "th", heading).setAttribute("scope", "col");
        }
        return add(table, "tbody");
    }

    /** Returns the text of a page. */
    static String text(Element root) {
        try {
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.METHOD, "html");
            transformer.setOutputProperty(OutputKeys.INDENT, "no");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(root), new StreamResult(text));
            return "<!DOCTYPE html>\n" + text;
        } catch (TransformerException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
