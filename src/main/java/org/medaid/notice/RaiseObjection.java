package org.medaid.notice;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Object to a notice.
 *
 * @param name of who objects, if given; never published
 * @param phone of who objects, if given; never published
 * @param content what is objected, at most 2000 characters
 * @param receivedOn the day it came in, within the notice's days; from the public page always today
 * @param attachments at most {@value Objections#MOST_ATTACHMENTS}
 * @param once what makes the objection the same when it is sent a second time, if anything does
 * @param by the sign-in name of the clerk; {@value Objections#VISITOR} from the public page
 */
public record RaiseObjection(
        NoticeId notice,
        ObjectionChannel channel,
        Optional<String> name,
        Optional<String> phone,
        String content,
        LocalDate receivedOn,
        List<Attachment> attachments,
        Optional<String> once,
        String by) {

    public RaiseObjection {
        name = name.map(String::strip).filter(text -> !text.isEmpty());
        phone = phone.map(String::strip).filter(text -> !text.isEmpty());
        content = content == null ? "" : content.strip();
        attachments = List.copyOf(attachments);
    }

    /** @param bytes PDF, JPEG or PNG of at most 10 MB */
    public record Attachment(String fileName, byte[] bytes) {}

    /** Without anything personal. */
    @Override
    public String toString() {
        return "RaiseObjection[" + notice + "]";
    }
}
