/** Text that can be read on any accent a shop chooses (WCAG 2.2: 4.5 to 1). */

export type Rgb = readonly [number, number, number];

export const DEFAULT_ACCENT = "#0b6e6e";
const INK: Rgb = [6, 6, 6];
const WHITE: Rgb = [255, 255, 255];

/** `#rgb`, `#rrggbb` and `rgb(…)`; anything else a browser understands is resolved by the caller first. */
export function parseColor(color: string): Rgb | null {
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(color.trim())?.[1];
  if (hex) {
    const wide = hex.length === 3 ? hex.replace(/./g, "$&$&") : hex;
    return [0, 2, 4].map((at) => parseInt(wide.slice(at, at + 2), 16)) as unknown as Rgb;
  }
  const parts = /^rgba?\(([^)]+)\)/
    .exec(color)?.[1]
    ?.split(/[\s,/]+/)
    .map(Number);
  return parts && parts.length >= 3 && parts.slice(0, 3).every((part) => part >= 0)
    ? [parts[0]!, parts[1]!, parts[2]!]
    : null;
}

export function luminance(color: Rgb): number {
  const [r, g, b] = color.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(one: Rgb, other: Rgb): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Black-ish or white, whichever reads better on the colour. One of the two always reaches 4.5. */
export function textOn(color: Rgb): string {
  return css(contrast(color, WHITE) >= contrast(color, INK) ? WHITE : INK);
}

/** The colour itself where it can be read on all the surfaces, else the nearest mix with black or white that can. */
export function readableOn(color: Rgb, surfaces: Rgb[], ratio = 4.5): string {
  const goal: Rgb = luminance(surfaces[0]!) > 0.18 ? [0, 0, 0] : WHITE;
  for (let share = 0; share < 1; share += 0.04) {
    const mixed = mix(color, goal, share);
    if (surfaces.every((surface) => contrast(mixed, surface) >= ratio)) return css(mixed);
  }
  return css(goal);
}

/** `share` 0 is all of the one, 1 all of the other. */
export function mix(one: Rgb, other: Rgb, share: number): Rgb {
  return one.map((part, at) => Math.round(part + (other[at]! - part) * share)) as unknown as Rgb;
}

export const css = (color: Rgb): string => `rgb(${color.join(" ")})`;
