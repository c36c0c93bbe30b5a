/** The arch: the mark of Gatehouse. */
export function Mark() {
  return (
    <svg width="24" height="24" viewBox="0 0 32 32" fill="var(--accent)" aria-hidden="true">
      <path d="M7 1h18a6 6 0 0 1 6 6v18a6 6 0 0 1-6 6h-2.5V17.5a6.5 6.5 0 0 0-13 0V31H7a6 6 0 0 1-6-6V7a6 6 0 0 1 6-6Z" />
    </svg>
  )
}
