/** Style sheets made in script: a page's Content-Security-Policy need not allow inline styles. */
export function adoptStyles(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    // Browsers of before 2023.
    root.appendChild(document.createElement("style")).textContent = css;
  }
}
