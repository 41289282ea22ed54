/** Whether the element with the focus is gone: removed, or hidden with its pane. */
export function isFocusLost(): boolean {
  const active = document.activeElement;
  return !(active instanceof HTMLElement) || active === document.body || active.offsetParent === null;
}
