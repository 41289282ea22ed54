/** Text as text; only addresses written by the bot or an agent become links. */
import { linkify, opensTab, safeUrl } from "../links";
import { useChat } from "../context";

export function RichText({ text, links }: { text: string; links: boolean }) {
  if (!links) return <>{text}</>;
  return (
    <>
      {linkify(text).map((piece, index) =>
        piece.url === undefined ? piece.text : <SafeLink key={index} url={piece.url} label={piece.text} />,
      )}
    </>
  );
}

/** A link, or plain text where the address is not one a contact should follow. */
export function SafeLink({
  url,
  label,
  children,
}: {
  url: string;
  label: string;
  children?: preact.ComponentChildren;
}) {
  const { shell, texts } = useChat();
  const href = safeUrl(url, shell.config.base, location.href);
  if (href === null) return <>{label}</>;
  const tab = opensTab(href);
  return (
    <a href={href} target={tab ? "_blank" : undefined} rel="noopener noreferrer">
      {label}
      {children}
      {tab && <span class="unseen">{`, ${texts.newTab}`}</span>}
    </a>
  );
}
