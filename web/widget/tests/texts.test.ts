import { describe, expect, it } from "vitest";
import { isDevanagari, langOf, LANGUAGES, TEXTS } from "../src/chat/i18n";
import { clockTime, dayName, daysAgo, minutesRange } from "../src/chat/time";
import { guessLanguage } from "../src/attributes";

interface Tree {
  [key: string]: string | ((...values: never[]) => string) | Tree;
}

/** Every text by its path; functions called with something that fits. */
function leaves(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const at = path ? `${path}.${key}` : key;
    if (typeof value === "string") return [[at, value]];
    if (typeof value === "function") return [[at, value(3 as never, 5 as never)]];
    return leaves(value, at);
  });
}

describe("the interface", () => {
  const english = leaves(TEXTS.en as unknown as Tree);

  it.each(LANGUAGES)("says everything in $name", ({ language }) => {
    const texts = leaves(TEXTS[language] as unknown as Tree);
    expect(texts.map(([path]) => path).sort()).toEqual(english.map(([path]) => path).sort());
    expect(texts.filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("is Devanagari in Hindi and Latin in Hinglish", () => {
    const latin = leaves(TEXTS.hi as unknown as Tree).filter(([path, text]) => path !== "lang" && !isDevanagari(text));
    expect(latin).toEqual([]);
    const devanagari = leaves(TEXTS.hinglish as unknown as Tree).filter(([, text]) => isDevanagari(text));
    expect(devanagari).toEqual([]);
  });

  it.each([
    [1, "You are next in line", "अगली बारी आपकी है"],
    [2, "You are 2nd in line", "आप लाइन में दूसरे नंबर पर हैं"],
    [3, "You are 3rd in line", "आप लाइन में तीसरे नंबर पर हैं"],
    [4, "You are 4th in line", "आप लाइन में चौथे नंबर पर हैं"],
    [6, "You are 6th in line", "आप लाइन में छठे नंबर पर हैं"],
    [11, "You are 11th in line", "आप लाइन में 11वें नंबर पर हैं"],
    [22, "You are 22nd in line", "आप लाइन में 22वें नंबर पर हैं"],
  ])("counts place %i rightly", (position, en, hi) => {
    expect(TEXTS.en.place(position)).toBe(en);
    expect(TEXTS.hi.place(position)).toBe(hi);
  });

  it("names a waiting time as a range, a number or a minute", () => {
    expect(TEXTS.en.wait(...minutesRange(250, 350))).toBe("about 4–6 minutes");
    expect(TEXTS.en.wait(...minutesRange(240, 240))).toBe("about 4 minutes");
    expect(TEXTS.hi.wait(...minutesRange(10, 40))).toBe("करीब एक मिनट");
  });
});

describe("languages", () => {
  it.each([
    ["hi", [], "hi"],
    ["hi-IN", ["en-US"], "hi"],
    ["hi-Latn", [], "hinglish"],
    ["en-GB", ["hi"], "en"],
    ["ta", ["hi-IN"], "hi"],
    ["", ["fr"], "en"],
  ] as const)("of a page in %j for a browser in %j is %s", (page, browser, expected) => {
    expect(guessLanguage(page, browser)).toBe(expected);
  });

  it("of a message become a lang attribute, with the script's word when the desk has none", () => {
    expect(langOf("hinglish", "kya haal")).toBe("hi-Latn");
    expect(langOf(null, "नमस्ते")).toBe("hi");
    expect(langOf(null, "hello")).toBeUndefined();
  });
});

describe("times", () => {
  const now = new Date(2026, 10, 21, 12, 0);
  const at = (day: number, hour: number): string => new Date(2026, 10, day, hour, 5).toISOString();

  it("are told by the reader's own calendar", () => {
    expect([at(21, 0), at(20, 23), at(19, 12)].map((each) => daysAgo(each, now))).toEqual([0, 1, 2]);
  });

  it("are written as in India", () => {
    expect(clockTime(at(21, 14), "en")).toBe("2:05 pm");
    expect(dayName(at(3, 1), "en", now)).toBe("3 November");
    expect(dayName(at(3, 1), "hi", now)).toBe("3 नवंबर");
    expect(dayName(new Date(2024, 1, 29).toISOString(), "en", now)).toBe("29 February 2024");
  });
});
