import { readdirSync, readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import en from "~/lib/i18n/en.json";
import hi from "~/lib/i18n/hi.json";

interface Texts {
  [key: string]: string | Texts;
}

function flat(texts: Texts, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === "string" ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

const english = flat(en);
const hindi = flat(hi);
const gaps = (text: string | undefined) => [...(text ?? "").matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

test("both languages have the same texts, none is empty", () => {
  expect([...hindi.keys()].sort()).toEqual([...english.keys()].sort());
  expect([...english, ...hindi].filter(([, text]) => !text.trim())).toEqual([]);
});

test("both languages fill in the same values", () => {
  const differing = [...english].filter(([key, text]) => gaps(text).join() !== gaps(hindi.get(key)).join());
  expect(differing.map(([key]) => key)).toEqual([]);
});

test("Hindi texts are Hindi", () => {
  const words = [...hindi].filter(([, text]) => /[a-z]{3}/i.test(text.replace(/\{\{\w+\}\}|`[^`]*`/g, "")));
  const latin = words.filter(([, text]) => !/[\u0900-\u097f]/.test(text)).map(([key]) => key);
  expect(latin).toEqual(["app.name"]);
});

test("every error of the desk has a sentence that says what to do", () => {
  const source = readFileSync(`${import.meta.dirname}/../../../desk/errors.py`, "utf8");
  const names = [...source.matchAll(/^class (\w+)\(/gm)].map((match) => match[1]);
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !english.has(`error.${name}`))).toEqual([]);
});

test("no text is left over: each key, or the group it is chosen from, is used somewhere", () => {
  const source = filesOf(`${import.meta.dirname}/../src`)
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  const used = (key: string) => {
    const plain = key.replace(/_(one|other)$/, "");
    const group = plain.slice(0, plain.lastIndexOf(".") + 1);
    const last = plain.slice(plain.lastIndexOf(".") + 1);
    const chosen = [
      `${group}\${`,
      ...[...last.matchAll(/_/g)].map((match) => `${group}${last.slice(0, match.index + 1)}\${`),
    ];
    const suffix = new RegExp(`${group.replaceAll(".", "\\.")}\\$\\{[^}]+\\}${last.slice(last.indexOf("_"))}`);
    return (
      source.includes(`"${plain}"`) ||
      chosen.some((start) => source.includes(start)) ||
      (last.includes("_") && suffix.test(source))
    );
  };
  expect([...english.keys()].filter((key) => !used(key))).toEqual([]);
});

function filesOf(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(path).isDirectory()) return filesOf(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}
