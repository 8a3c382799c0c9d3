package org.medaid.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures of pages with numbered marks, cropped to what is spoken of and kept small: a palette is enough for a screen. */
final class PictureFolder {

    /** A form in the middle column is then about as wide as a guide shows it. */
    private static final int FORM_SCREEN = 1640;
    /** Nothing on it has to scroll. */
    private static final int TALL = 4000;
    private static final int HIGHEST = 1500;
    private static final int ABOVE = 46;
    private static final int BELOW = 56;
    /** The marks stand beside what they mark. */
    private static final int BESIDE = 34;
    private static final int COLOURS = 128;

    private final Path folder;
    private final Set<String> taken = new TreeSet<>();

    PictureFolder(Path folder) {
        this.folder = folder;
    }

    /** What the window shows, without marks. */
    void take(Page page, String name) {
        asInChina(page);
        store(page.screenshot(), name);
        unmark(page);
    }

    /** As above, with an element in sight. */
    void take(Page page, String name, Locator inSight) {
        inSight.scrollIntoViewIfNeeded();
        take(page, name);
    }

    /** What the window shows, with marks. */
    void screen(Page page, String name, Locator... marked) {
        mark(page, marked);
        take(page, name);
    }

    /** The part of Tasklist's form that holds what is marked. */
    void form(Page page, String name, Locator... marked) {
        page.setViewportSize(FORM_SCREEN, TALL);
        crop(page, name, page.locator(".mk").boundingBox(), marked);
        page.setViewportSize(1366, 900);
    }

    /** The part of an own page that holds what is marked, and what stands above it. */
    void page(Page page, String name, Locator... marked) {
        int width = page.viewportSize().width;
        page.setViewportSize(Math.min(width, 1100), TALL);
        crop(page, name, page.locator("body").boundingBox(), marked);
    }

    /** The beginning of a long page. */
    void top(Page page, String name, int height, Locator... marked) {
        page.setViewportSize(1200, height);
        screen(page, name, marked);
    }

    /** Removes what an earlier version had and this one has not. */
    void removeOthers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> !taken.contains(path.getFileName().toString())).toList()) {
                Files.delete(file);
            }
        }
    }

    private void crop(Page page, String name, BoundingBox area, Locator... marked) {
        double top = Double.MAX_VALUE;
        double bottom = 0;
        for (Locator locator : marked) {
            BoundingBox box = locator.boundingBox();
            top = Math.min(top, box.y);
            // Of something long, the beginning says enough.
            bottom = Math.max(bottom, box.y + Math.min(box.height, 420));
        }
        top = Math.max(area.y, top - ABOVE);
        bottom = Math.min(Math.min(bottom + BELOW, area.y + area.height), top + HIGHEST);
        mark(page, marked);
        asInChina(page);
        store(
                page.screenshot(new Page.ScreenshotOptions().setClip(
                        Math.max(0, area.x - BESIDE), top, Math.min(area.width + 2 * BESIDE, page.viewportSize().width), bottom - top)),
                name);
        unmark(page);
    }

    /**
     * Boxes for dates and files follow the language of the system, which on a building machine is no Chinese one. The
     * pointer goes away, with what it makes explain itself.
     */
    private static void asInChina(Page page) {
        page.mouse().move(0, 0);
        page.evaluate(
                """
                () => document.querySelectorAll('input[type=date], input[type=month], input[type=file]').forEach((box) => {
                  if (box.offsetWidth === 0) {
                    return;
                  }
                  const shown = box.cloneNode();
                  const file = box.type === 'file';
                  shown.type = file ? 'button' : 'text';
                  shown.value = file ? '选择文件' : box.type === 'month' ? box.value.replace('-', '年') + '月'
                    : box.value.replaceAll('-', '/') || '年/月/日';
                  shown.dataset.mark = 'shown';
                  if (!file) {
                    shown.style.width = `${box.offsetWidth}px`;
                  }
                  box.dataset.hiddenBox = '';
                  box.before(shown);
                  box.style.display = 'none';
                })""");
    }

    private static void mark(Page page, Locator... marked) {
        for (int i = 0; i < marked.length; i++) {
            BoundingBox box = marked[i].boundingBox();
            page.evaluate(
                    """
                    ([x, y, text]) => {
                      const mark = document.createElement('div');
                      mark.dataset.mark = text;
                      mark.textContent = text;
                      mark.style.cssText = 'position:fixed;z-index:99999;width:26px;height:26px;border-radius:50%;background:#b00000;'
                        + 'color:#fff;font:700 16px/26px sans-serif;text-align:center;box-shadow:0 0 0 2px #fff;pointer-events:none;'
                        + `left:${x}px;top:${y}px`;
                      document.body.append(mark);
                    }""",
                    List.of(Math.max(2, box.x - BESIDE + 4), Math.max(2, box.y - 4), String.valueOf(i + 1)));
        }
    }

    private static void unmark(Page page) {
        page.evaluate(
                """
                () => {
                  document.querySelectorAll('[data-mark]').forEach((mark) => mark.remove());
                  document.querySelectorAll('[data-hidden-box]').forEach((box) => {
                    box.style.display = '';
                    delete box.dataset.hiddenBox;
                  });
                }""");
    }

    private void store(byte[] screenshot, String name) {
        String file = name + ".png";
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve(file));
            write(withPalette(ImageIO.read(new ByteArrayInputStream(screenshot))), folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        taken.add(file);
    }

    /** The most frequent colours; every other takes the nearest of them. */
    private static BufferedImage withPalette(BufferedImage picture) {
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        Map<Integer, Integer> frequency = new HashMap<>();
        for (int pixel : pixels) {
            frequency.merge(pixel & 0xf8f8f8, 1, Integer::sum);
        }
        int[] palette = frequency.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(COLOURS)
                .mapToInt(entry -> middle(entry.getKey()))
                .toArray();
        byte[][] parts = new byte[3][palette.length];
        for (int i = 0; i < palette.length; i++) {
            parts[0][i] = (byte) (palette[i] >> 16);
            parts[1][i] = (byte) (palette[i] >> 8);
            parts[2][i] = (byte) palette[i];
        }
        BufferedImage small = new BufferedImage(
                picture.getWidth(),
                picture.getHeight(),
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, palette.length, parts[0], parts[1], parts[2]));
        Map<Integer, Integer> nearest = new HashMap<>();
        int[] indices = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            indices[i] = nearest.computeIfAbsent(pixels[i] & 0xf8f8f8, colour -> nearest(middle(colour), palette));
        }
        small.getRaster().setPixels(0, 0, picture.getWidth(), picture.getHeight(), indices);
        return small;
    }

    /** The middle of the eight shades that are counted as one, white staying white. */
    private static int middle(int counted) {
        return counted == 0xf8f8f8 ? 0xffffff : counted | 0x030303;
    }

    private static int nearest(int colour, int[] palette) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < palette.length; i++) {
            int red = (colour >> 16 & 255) - (palette[i] >> 16 & 255);
            int green = (colour >> 8 & 255) - (palette[i] >> 8 & 255);
            int blue = (colour & 255) - (palette[i] & 255);
            int distance = red * red + green * green + blue * blue;
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }

    private static void write(BufferedImage picture, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(0);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), settings);
        } finally {
            writer.dispose();
        }
    }
}
