/** A Tabler icon drawn from its path data. Decoration only: what it stands beside or within has the words. */
export function Icon({ paths, size = 20 }: { paths: string[]; size?: number }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
      {paths.map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
