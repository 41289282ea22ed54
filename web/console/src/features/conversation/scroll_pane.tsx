import { Button } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./transcript.module.css";

interface ScrollPaneProps {
  label: string;
  /** Of the first and the last message shown; undefined while there is none. */
  firstSeq: number | undefined;
  lastSeq: number | undefined;
  /** How many of one's own messages are on their way. */
  pendingCount: number;
  children: ReactNode;
}

const NEAR_END_PIXELS = 80;

/**
 * Keeps the newest message in sight while the reader is at the end, and the reader's place while earlier ones are put in
 * front. When something new comes while the reader is elsewhere, a button says so.
 */
export function ScrollPane({ label, firstSeq, lastSeq, pendingCount, children }: ScrollPaneProps) {
  const { t } = useTranslation();
  const pane = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const place = useRef({ atEnd: true, fromBottom: 0 });
  const [read, setRead] = useState({ atEnd: true, seq: lastSeq });
  const behind = !read.atEnd && lastSeq !== undefined && read.seq !== undefined && lastSeq > read.seq;

  const toEnd = () => {
    if (pane.current) pane.current.scrollTop = pane.current.scrollHeight;
  };
  const onScroll = () => {
    if (!pane.current) return;
    const fromBottom = pane.current.scrollHeight - pane.current.scrollTop;
    const atEnd = fromBottom - pane.current.clientHeight < NEAR_END_PIXELS;
    if (atEnd || place.current.atEnd) setRead({ atEnd, seq: lastSeq });
    place.current = { atEnd, fromBottom };
  };

  useLayoutEffect(() => {
    if (place.current.atEnd) toEnd();
  }, [lastSeq]);

  // One's own message is always shown.
  useLayoutEffect(() => {
    if (pendingCount > 0) toEnd();
  }, [pendingCount]);

  useLayoutEffect(() => {
    const { atEnd, fromBottom } = place.current;
    if (pane.current && !atEnd) pane.current.scrollTop = pane.current.scrollHeight - fromBottom;
  }, [firstSeq]);

  // The pane shrinks when the composer grows or the hand-off card opens; its content grows when a trace is opened.
  useEffect(() => {
    const observer = new ResizeObserver(() => place.current.atEnd && toEnd());
    if (pane.current) observer.observe(pane.current);
    if (inner.current) observer.observe(inner.current);
    return () => observer.disconnect();
  }, []);

  return (
    <div className={classes.frame}>
      <div
        ref={pane}
        className={classes.scroll}
        onScroll={onScroll}
        // What scrolls must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label={label}
      >
        <div ref={inner} className={classes.inner}>
          {children}
        </div>
      </div>
      {behind && (
        <Button
          className={classes.newest}
          size="xs"
          radius="xl"
          leftSection={<IconArrowDown size={14} />}
          onClick={toEnd}
        >
          {t("transcript.newest")}
        </Button>
      )}
    </div>
  );
}
