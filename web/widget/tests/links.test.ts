import { describe, expect, it } from "vitest";
import { linkify, safeUrl } from "../src/chat/links";

const DESK = "https://desk.example/sahayak/";
const PAGE = "https://shop.example/cart?x=1";

describe("addresses in links", () => {
  it.each([
    ["https://cybercrime.gov.in", "https://cybercrime.gov.in/"],
    ["mailto:help@aangan.example", "mailto:help@aangan.example"],
    ["tel:18001234567", "tel:18001234567"],
    ["/help/delivery#delayed_order", "https://desk.example/sahayak/help/delivery#delayed_order"],
    ["/help", "https://desk.example/sahayak/help"],
    ["/", "https://shop.example/"],
    ["/orders/7", "https://shop.example/orders/7"],
    ["/helpless", "https://shop.example/helpless"],
  ])("%s leads to %s", (url, expected) => {
    expect(safeUrl(url, DESK, PAGE)).toBe(expected);
  });

  it.each([
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "blob:https://shop.example/1",
    "file:///etc/passwd",
    "//evil.example/x",
    "/\\evil.example",
    "http://evil.example",
    "orders",
    "",
    "https://",
  ])("%j leads nowhere", (url) => {
    expect(safeUrl(url, DESK, PAGE)).toBeNull();
  });

  it("may be plain http on the shop's or the desk's own address", () => {
    expect(safeUrl("/help/x", "http://127.0.0.1:8000/", "http://127.0.0.1:8000/")).toBe("http://127.0.0.1:8000/help/x");
    expect(safeUrl("http://shop.example/x", DESK, "http://shop.example/")).toBe("http://shop.example/x");
  });
});

describe("addresses in a text", () => {
  const found = (text: string) =>
    linkify(text)
      .filter((piece) => piece.url !== undefined)
      .map((piece) => piece.url);

  it("end before the sentence's own signs", () => {
    expect(found("See https://a.example/x, (https://b.example/y) or www.c.example.")).toEqual([
      "https://a.example/x",
      "https://b.example/y",
      "https://www.c.example",
    ]);
    expect(found("यहाँ देखिए https://a.example/x।")).toEqual(["https://a.example/x"]);
    expect(found("https://a.example/Rice_(food)")).toEqual(["https://a.example/Rice_(food)"]);
  });

  it("lose nothing of the text around them", () => {
    const text = "Go to https://a.example/x?y=1&z=2. Then <b>rest</b> & more: www.b.example!";
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
    expect(linkify("no address here")).toEqual([{ text: "no address here" }]);
    expect(linkify("")).toEqual([]);
  });
});
