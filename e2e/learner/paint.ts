/** What is seen of an element: its pixels, not its styles, of which a browser may leave out some. */
import type { Locator, Page } from '@playwright/test';

/** Of a picture, px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Paint {
  /** The commonest color, as red, green and blue. */
  readonly ground: string;
  /** Of all pixels, those that stand out from the ground by a contrast of 3:1. */
  readonly share: number;
  /** Of the middle row's pixels, those that stand out. */
  readonly across: number;
  /** The most that stand out in one column. */
  readonly height: number;
}

export async function paintOf(target: Locator): Promise<Paint> {
  const picture = await target.screenshot({ animations: 'disabled' });
  return paintIn(picture.toString('base64'), target.page());
}

/** Of a PNG in base64, or of a part of it, whichever browser drew it; the page reads its pixels. */
export async function paintIn(picture: string, page: Page, part?: Box): Promise<Paint> {
  return page.evaluate(
    async ([source, box]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${source}`;
      await image.decode();
      const left = Math.round(box?.left ?? 0);
      const top = Math.round(box?.top ?? 0);
      const width = Math.round(box?.width ?? image.width);
      const height = Math.round(box?.height ?? image.height);
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('The browser has no canvas to read pixels from.');
      context.drawImage(image, -left, -top);
      const { data } = context.getImageData(0, 0, width, height);
      const colors = Array.from({ length: width * height }, (_, i) => [...data.slice(4 * i, 4 * i + 3)].join(' '));

      const counts = new Map<string, number>();
      for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1);
      const [ground] = [...counts].reduce((most, each) => (each[1] > most[1] ? each : most));
      // Relative luminance and contrast as in WCAG 2.
      const luminance = (color: string) => {
        const [r, g, b] = color.split(' ').map((part) => {
          const share = Number(part) / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
      };
      const base = luminance(ground);
      const stands = colors.map((color) => Math.max(luminance(color) / base, base / luminance(color)) >= 3);
      const share = (all: readonly boolean[]) => all.filter(Boolean).length / all.length;
      const middle = Math.floor(height / 2) * width;
      const columns = Array.from({ length: width }, (_, x) => stands.filter((it, i) => it && i % width === x).length);
      return {
        ground,
        share: share(stands),
        across: share(stands.slice(middle, middle + width)),
        height: Math.max(...columns),
      };
    },
    [picture, part] as const,
  );
}
