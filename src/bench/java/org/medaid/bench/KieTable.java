package org.medaid.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNResult;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.internal.io.ResourceFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * One decision table of a rule file in KIE's DMN engine.
 *
 * <p>The rows, their conditions and their results are those of the file. KIE is stricter than Camunda about what stands
 * around them, so this is changed in memory: the decision is named as its key and stands alone; each variable is an input
 * of its own name, instead of our input data in Chinese that stand for several; an empty condition is {@code -}, an empty
 * result {@code null}; {@code expressionLanguage="feel"} is left out, since it is the default.
 */
final class KieTable {

    private static final String DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/";

    private final DMNRuntime runtime;
    private final DMNModel model;
    private final String decision;

    KieTable(byte[] file, String decision, List<String> variables) throws Exception {
        byte[] adapted = adapted(file, decision, variables);
        this.decision = decision;
        this.runtime = DMNRuntimeBuilder.fromDefaults()
                .buildConfiguration()
                .fromResources(List.of(ResourceFactory.newByteArrayResource(adapted)))
                .getOrElseThrow(IllegalStateException::new);
        this.model = runtime.getModels().get(0);
        if (model.hasErrors()) {
            throw new IllegalStateException(model.getMessages().toString());
        }
    }

    /** What KIE answers: for a table that lists the rows that fire a list of maps. */
    Object evaluate(Map<String, Object> variables) {
        DMNContext context = runtime.newContext();
        variables.forEach(context::set);
        DMNResult result = runtime.evaluateAll(model, context);
        if (result.hasErrors()) {
            throw new IllegalStateException(result.getMessages().toString());
        }
        return result.getDecisionResultByName(decision).getResult();
    }

    private static byte[] adapted(byte[] file, String key, List<String> variables) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(file));
        Element root = document.getDocumentElement();
        Element decision = null;
        for (Element child : children(root)) {
            if (child.getLocalName().equals("decision") && child.getAttribute("id").equals(key)) {
                decision = child;
            } else {
                root.removeChild(child);
            }
        }
        if (decision == null) {
            throw new IllegalArgumentException("no decision " + key);
        }
        decision.setAttribute("name", key);
        for (Element child : children(decision)) {
            if (!child.getLocalName().equals("decisionTable")) {
                decision.removeChild(child);
            }
        }
        Node table = decision.getFirstChild();
        decision.insertBefore(variable(document, key), table);
        for (String name : variables) {
            Element input = document.createElementNS(DMN, "inputData");
            input.setAttribute("id", "input_" + name);
            input.setAttribute("name", name);
            input.appendChild(variable(document, name));
            root.insertBefore(input, decision);
            Element required = document.createElementNS(DMN, "requiredInput");
            required.setAttribute("href", "#input_" + name);
            Element requirement = document.createElementNS(DMN, "informationRequirement");
            requirement.setAttribute("id", "requirement_" + name);
            requirement.appendChild(required);
            decision.insertBefore(requirement, table);
        }
        fill(root.getElementsByTagNameNS(DMN, "inputEntry"), "-");
        fill(root.getElementsByTagNameNS(DMN, "outputEntry"), "null");
        NodeList all = root.getElementsByTagNameNS(DMN, "*");
        for (int i = 0; i < all.getLength(); i++) {
            ((Element) all.item(i)).removeAttribute("expressionLanguage");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TransformerFactory.newInstance().newTransformer().transform(new DOMSource(document), new StreamResult(out));
        return out.toByteArray();
    }

    private static Element variable(Document document, String name) {
        Element variable = document.createElementNS(DMN, "variable");
        variable.setAttribute("id", "variable_" + name);
        variable.setAttribute("name", name);
        variable.setAttribute("typeRef", "Any");
        return variable;
    }

    private static void fill(NodeList cells, String empty) {
        for (int i = 0; i < cells.getLength(); i++) {
            Element text = (Element) ((Element) cells.item(i)).getElementsByTagNameNS(DMN, "text").item(0);
            if (text.getTextContent().isBlank()) {
                text.setTextContent(empty);
            }
        }
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
