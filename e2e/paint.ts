/** What is seen of an element: its pixels, not its styles, of which a browser may leave out some. */
import type { Locator } from '@playwright/test';

interface Paint {
  /** The commonest colour, as red, green and blue. */
  readonly ground: string;
  /** Of all pixels, those that stand out from the ground by a contrast of 3:1. */
  readonly share: number;
  /** Of the middle row's pixels, those that stand out. */
  readonly across: number;
  /** The most that stand out in one column. */
  readonly height: number;
}

export async function paintOf(target: Locator): Promise<Paint> {
  const picture = (await target.screenshot({ animations: 'disabled' })).toString('base64');
  return target.page().evaluate(async (source) => {
    const image = new Image();
    image.src = `data:image/png;base64,${source}`;
    await image.decode();
    const { width, height } = image;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('The browser has no canvas to read pixels from.');
    context.drawImage(image, 0, 0);
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
  }, picture);
}
