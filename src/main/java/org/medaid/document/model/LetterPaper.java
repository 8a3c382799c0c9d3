package org.medaid.document.model;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.medaid.kernel.BusinessClock;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** From a template to a page, and from a page to a PDF. */
@Component
public class LetterPaper {

    private static final int NORMAL_WEIGHT = 400;

    private final SpringTemplateEngine templates;

    LetterPaper(SpringTemplateEngine templates) {
        this.templates = templates;
        // It reports every page and font it loads.
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    /** The template with its values, as well-formed markup. */
    public String page(String template, Map<String, Object> values) {
        return templates.process(template, new Context(Locale.SIMPLIFIED_CHINESE, values));
    }

    /** The page as a PDF that carries the parts of its fonts it uses. Loads nothing but what the page itself brings. */
    public byte[] print(String page) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.withHtmlContent(page, null);
        builder.useUriResolver((base, address) -> address.startsWith("data:") ? address : null);
        LetterFonts.ALL.forEach(
                font -> builder.useFont(font::open, font.family(), NORMAL_WEIGHT, FontStyle.NORMAL, true));
        builder.toStream(pdf);
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pdf.toByteArray();
    }

    /**
     * As {@link #print}, and the same page made of the same moment is the same file to the byte.
     *
     * @param made what the file says of its own making
     */
    public byte[] print(String page, Instant made) {
        try (PDDocument document = Loader.loadPDF(print(page))) {
            Calendar day = GregorianCalendar.from(ZonedDateTime.ofInstant(made, BusinessClock.ZONE));
            document.getDocumentInformation().setCreationDate(day);
            document.getDocumentInformation().setModificationDate(day);
            // Otherwise taken from the time of printing.
            document.getDocument().getTrailer().removeItem(COSName.ID);
            document.setDocumentId((long) page.hashCode());
            ByteArrayOutputStream pdf = new ByteArrayOutputStream();
            document.save(pdf, CompressParameters.NO_COMPRESSION);
            return pdf.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
