/** Which addresses a message may lead to, and where addresses stand in a text. */

/**
 * The absolute address, or null for one that must not become a link. Help pages live at the desk, all other paths on the
 * shop's own site. Plain http only within one of these two (a desk on the own machine).
 */
export function safeUrl(url: string, desk: string, page: string): string | null {
  const trimmed = url.trim();
  try {
    const isPath = /^\/(?![\\/])/.test(trimmed);
    if (!isPath && !/^(https?|mailto|tel):/i.test(trimmed)) return null;
    const isHelp = isPath && /^\/help(?=$|[/?#])/.test(trimmed);
    const resolved = isHelp ? new URL(trimmed.slice(1), desk) : new URL(trimmed, page);
    if (["https:", "mailto:", "tel:"].includes(resolved.protocol)) return resolved.href;
    const known = [new URL(desk).origin, new URL(page).origin];
    return resolved.protocol === "http:" && known.includes(resolved.origin) ? resolved.href : null;
  } catch {
    return null;
  }
}

/** mailto: and tel: are handled by the machine; a new tab would stay empty. */
export const opensTab = (url: string): boolean => /^https?:/i.test(url);

export type Piece = { text: string; url?: undefined } | { text: string; url: string };

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"'`]+/gi;
/** Belongs to the sentence, not to the address. */
const TRAILING = /[.,;:!?)\]}।॥…]+$/u;

/** Cuts a text into plain pieces and addresses. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const found = trimAddress(match[0]);
    const url = /^www\./i.test(found) ? `https://${found}` : found;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: found, url });
    from = match.index + found.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

function trimAddress(address: string): string {
  const trimmed = address.replace(TRAILING, "");
  // A closing bracket that was opened inside is part of the address: …/wiki/Rice_(food)
  return address[trimmed.length] === ")" && trimmed.includes("(") && !trimmed.includes(")") ? trimmed + ")" : trimmed;
}
