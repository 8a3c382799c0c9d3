package org.medaid.document.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNull;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;

/**
 * What one file has that the file it begins with has not.
 *
 * <p>Allowed is: a signature field that was there is filled, or one is added to the form and to its page. Everything else that
 * an increment says differently counts as a change, whether one would see it or not.
 */
final class StampedIncrement {

    private static final COSName SIG_FLAGS = COSName.getPDFName("SigFlags");
    private static final COSName ANNOTS = COSName.ANNOTS;
    /** What signing sets at the field itself. */
    private static final Set<COSName> FILLED =
            Set.of(COSName.V, COSName.AP, COSName.F, COSName.P, COSName.TYPE, COSName.getPDFName("M"));

    private final COSDocument before;
    private final CrossReferences placesBefore;
    private final COSDocument after;
    private final CrossReferences placesAfter;

    StampedIncrement(COSDocument before, CrossReferences placesBefore, COSDocument after, CrossReferences placesAfter) {
        this.before = before;
        this.placesBefore = placesBefore;
        this.after = after;
        this.placesAfter = placesAfter;
    }

    boolean isNothingElse() throws IOException {
        if (placesBefore.root() != placesAfter.root()
                || !placesAfter.objects().keySet().containsAll(placesBefore.objects().keySet())) {
            return false;
        }
        for (int number : placesAfter.objects().keySet()) {
            CrossReferences.Place old = placesBefore.objects().get(number);
            boolean changed = old != null && !old.equals(placesAfter.objects().get(number));
            if (changed && !allowed(number)) {
                return false;
            }
        }
        // What was missing must not be given afterwards: it would show up where nothing was.
        return placesBefore.objects().keySet().containsAll(referencedBefore());
    }

    private boolean allowed(int number) throws IOException {
        COSBase old = object(before, placesBefore, number);
        COSBase fresh = object(after, placesAfter, number);
        if (same(old, fresh)) {
            return true;
        }
        if (old instanceof COSArray && fresh instanceof COSArray) {
            return addsOnlySignatures((COSArray) old, (COSArray) fresh);
        }
        if (!(old instanceof COSDictionary) || !(fresh instanceof COSDictionary) || old instanceof COSStream) {
            return false;
        }
        COSDictionary then = (COSDictionary) old;
        COSDictionary now = (COSDictionary) fresh;
        if (number == placesBefore.root()) {
            return sameBut(Set.of(COSName.ACRO_FORM), then, now) && isForm(then.getItem(COSName.ACRO_FORM), now.getItem(COSName.ACRO_FORM));
        }
        if (COSName.PAGE.equals(then.getCOSName(COSName.TYPE))) {
            return sameBut(Set.of(ANNOTS), then, now) && addsOnlySignatures(then.getItem(ANNOTS), now.getItem(ANNOTS));
        }
        if (isSignature(then)) {
            return then.getItem(COSName.V) == null && sameBut(FILLED, then, now);
        }
        COSBase form = root(before, placesBefore).getItem(COSName.ACRO_FORM);
        return form instanceof COSObject && ((COSObject) form).getKey().getNumber() == number && isForm(then, now);
    }

    /** A form as it was, with signature fields added at most. */
    private boolean isForm(COSBase old, COSBase fresh) throws IOException {
        if (old instanceof COSObject) {
            // The object itself is looked at where it changes.
            return same(old, fresh);
        }
        COSDictionary then = old instanceof COSDictionary ? (COSDictionary) old : new COSDictionary();
        COSBase resolved = resolved(fresh);
        return resolved instanceof COSDictionary
                && sameBut(Set.of(COSName.FIELDS, SIG_FLAGS), then, (COSDictionary) resolved)
                && addsOnlySignatures(then.getItem(COSName.FIELDS), ((COSDictionary) resolved).getItem(COSName.FIELDS));
    }

    private boolean addsOnlySignatures(COSBase old, COSBase fresh) throws IOException {
        if (same(old, fresh)) {
            return true;
        }
        COSBase then = resolved(old);
        COSBase now = resolved(fresh);
        COSArray list = then instanceof COSArray ? (COSArray) then : new COSArray();
        if (!(now instanceof COSArray) || then != null && !(then instanceof COSArray) || ((COSArray) now).size() < list.size()) {
            return false;
        }
        COSArray longer = (COSArray) now;
        for (int i = 0; i < longer.size(); i++) {
            COSBase entry = longer.get(i);
            if (i < list.size() ? !same(list.get(i), entry) : !isNewSignature(entry)) {
                return false;
            }
        }
        return true;
    }

    private boolean isNewSignature(COSBase entry) {
        return entry instanceof COSObject
                && !placesBefore.objects().containsKey((int) ((COSObject) entry).getKey().getNumber())
                && ((COSObject) entry).getObject() instanceof COSDictionary
                && isSignature((COSDictionary) ((COSObject) entry).getObject());
    }

    private static boolean isSignature(COSDictionary field) {
        return COSName.SIG.equals(field.getCOSName(COSName.FT));
    }

    private static boolean sameBut(Set<COSName> but, COSDictionary then, COSDictionary now) throws IOException {
        Set<COSName> names = new HashSet<>(then.keySet());
        names.addAll(now.keySet());
        names.removeAll(but);
        for (COSName name : names) {
            if (!same(then.getItem(name), now.getItem(name))) {
                return false;
            }
        }
        return true;
    }

    /** References are the same if they lead to the same number: what is there is looked at for itself. */
    private static boolean same(COSBase one, COSBase other) throws IOException {
        if (one == other) {
            return true;
        }
        if (isNothing(one) || isNothing(other)) {
            return isNothing(one) && isNothing(other);
        }
        if (one instanceof COSObject || other instanceof COSObject) {
            return one instanceof COSObject
                    && other instanceof COSObject
                    && ((COSObject) one).getKey().equals(((COSObject) other).getKey());
        }
        if (one instanceof COSNumber && other instanceof COSNumber) {
            return Float.compare(((COSNumber) one).floatValue(), ((COSNumber) other).floatValue()) == 0
                    && ((COSNumber) one).longValue() == ((COSNumber) other).longValue();
        }
        if (one instanceof COSString && other instanceof COSString) {
            return Arrays.equals(((COSString) one).getBytes(), ((COSString) other).getBytes());
        }
        if (one instanceof COSStream || other instanceof COSStream) {
            return one instanceof COSStream
                    && other instanceof COSStream
                    && sameBut(Set.of(), (COSDictionary) one, (COSDictionary) other)
                    && sameContent((COSStream) one, (COSStream) other);
        }
        if (one instanceof COSDictionary && other instanceof COSDictionary) {
            return sameBut(Set.of(), (COSDictionary) one, (COSDictionary) other);
        }
        if (one instanceof COSArray && other instanceof COSArray) {
            COSArray list = (COSArray) one;
            COSArray otherList = (COSArray) other;
            boolean same = list.size() == otherList.size();
            for (int i = 0; same && i < list.size(); i++) {
                same = same(list.get(i), otherList.get(i));
            }
            return same;
        }
        return one.equals(other);
    }

    private static boolean isNothing(COSBase value) {
        return value == null || value == COSNull.NULL;
    }

    private static boolean sameContent(COSStream one, COSStream other) throws IOException {
        try (InputStream first = one.createRawInputStream();
                InputStream second = other.createRawInputStream()) {
            return Arrays.equals(first.readAllBytes(), second.readAllBytes());
        }
    }

    private static COSBase resolved(COSBase value) {
        COSBase direct = value instanceof COSObject ? ((COSObject) value).getObject() : value;
        return isNothing(direct) ? null : direct;
    }

    private static COSDictionary root(COSDocument document, CrossReferences places) {
        return (COSDictionary) object(document, places, places.root());
    }

    private static COSBase object(COSDocument document, CrossReferences places, int number) {
        return document.getObjectFromPool(
                        new COSObjectKey(number, places.objects().get(number).generation()))
                .getObject();
    }

    /** The numbers of all objects that the earlier file's objects name. */
    private Set<Integer> referencedBefore() {
        Set<Integer> found = new HashSet<>();
        Deque<COSBase> open = new ArrayDeque<>();
        for (int number : placesBefore.objects().keySet()) {
            COSBase object = object(before, placesBefore, number);
            if (object != null) {
                open.push(object);
            }
        }
        while (!open.isEmpty()) {
            COSBase next = open.pop();
            if (next instanceof COSObject) {
                found.add((int) ((COSObject) next).getKey().getNumber());
            } else if (next instanceof COSDictionary) {
                ((COSDictionary) next).getValues().forEach(open::push);
            } else if (next instanceof COSArray) {
                ((COSArray) next).forEach(value -> {
                    if (value != null) {
                        open.push(value);
                    }
                });
            }
        }
        return found;
    }
}
