import { expect, it } from "vitest";
import { contrast, mix, parseColor, readableOn, textOn, type Rgb } from "../src/color";

const rgb = (text: string): Rgb => parseColor(text)!;
/** A walk through the whole colour space. */
const ALL: Rgb[] = [0, 51, 102, 153, 204, 255].flatMap((r) =>
  [0, 51, 102, 153, 204, 255].flatMap((g) => [0, 51, 102, 153, 204, 255].map((b): Rgb => [r, g, b])),
);

it("puts text on any accent that can be read", () => {
  for (const accent of ALL) expect(contrast(accent, rgb(textOn(accent)))).toBeGreaterThanOrEqual(4.5);
});

it("makes any accent readable on light and on dark surfaces", () => {
  for (const surface of ["rgb(255 255 255)", "rgb(21 28 28)"].map(rgb)) {
    for (const accent of ALL) {
      const surfaces = [surface, mix(accent, surface, 0.9)];
      const text = rgb(readableOn(accent, surfaces));
      for (const each of surfaces) expect(contrast(text, each)).toBeGreaterThanOrEqual(4.5);
    }
  }
});

it("leaves an accent as it is where it can be read", () => {
  expect(readableOn(rgb("#0b6e6e"), [[255, 255, 255]])).toBe("rgb(11 110 110)");
});

it("reads colours as browsers write them", () => {
  expect(rgb("#fff")).toEqual([255, 255, 255]);
  expect(rgb("rgb(1, 2, 3)")).toEqual([1, 2, 3]);
  expect(rgb("rgba(1, 2, 3, 0.5)")).toEqual([1, 2, 3]);
  expect(parseColor("teal")).toBeNull();
});
