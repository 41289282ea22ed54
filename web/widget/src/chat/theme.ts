/** Colours of the panel: greys for everything, one accent made readable on each of them. */
import { contrast, css, DEFAULT_ACCENT, mix, parseColor, readableOn, textOn, type Rgb } from "../color";

interface Palette {
  surface: Rgb;
  ground: Rgb;
  bubble: Rgb;
  ink: Rgb;
  muted: Rgb;
  line: Rgb;
  /** Edges of fields: 3 to 1 against the surface. */
  edge: Rgb;
  alarm: Rgb;
  done: Rgb;
}

const LIGHT: Palette = {
  surface: [255, 255, 255],
  ground: [248, 250, 249],
  bubble: [236, 241, 240],
  ink: [22, 32, 31],
  muted: [82, 96, 92],
  line: [221, 229, 227],
  edge: [126, 140, 136],
  alarm: [166, 28, 18],
  done: [18, 104, 62],
};

const DARK: Palette = {
  surface: [21, 28, 28],
  ground: [15, 21, 21],
  bubble: [34, 44, 44],
  ink: [233, 239, 237],
  muted: [163, 177, 173],
  line: [43, 55, 54],
  edge: [116, 131, 127],
  alarm: [255, 154, 143],
  done: [120, 208, 158],
};

export function paint(element: HTMLElement, accent: string, dark: boolean): void {
  const palette = dark ? DARK : LIGHT;
  const color = parseColor(accent) ?? parseColor(DEFAULT_ACCENT)!;
  const soft = mix(color, palette.surface, dark ? 0.84 : 0.91);
  const surfaces = [palette.surface, palette.ground, palette.bubble, soft];
  // A fill must stand out from the panel: a white accent on white would be a send button nobody sees.
  const fill = contrast(color, palette.surface) >= 1.6 ? color : parseColor(readableOn(color, [palette.surface], 3))!;
  const values: Record<string, string> = {
    ...Object.fromEntries(Object.entries(palette).map(([name, value]) => [name, css(value as Rgb)])),
    fill: css(fill),
    "on-fill": textOn(fill),
    soft: css(soft),
    // Bright on dark needs more to be as easy to read.
    "accent-text": readableOn(color, surfaces, dark ? 6 : 4.5),
  };
  for (const [name, value] of Object.entries(values)) element.style.setProperty(`--${name}`, value);
  element.style.colorScheme = dark ? "dark" : "light";
}
