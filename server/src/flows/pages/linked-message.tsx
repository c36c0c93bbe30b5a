import type { Child } from 'hono/jsx'
import type { Translate } from '#platform/i18n'

interface LinkedMessageProps {
  readonly t: Translate
  readonly name: string
  /** The content for each placeholder of the message. */
  readonly parts: Readonly<Record<string, Child>>
}

/** A message with links inside: the translation has their places, the component their content. */
export function LinkedMessage({ t, name, parts }: LinkedMessageProps) {
  // Neither a message nor a person can contain U+0000, so that splitting on it is safe.
  const marks = Object.fromEntries(Object.keys(parts).map((part) => [part, `\0${part}\0`]))
  const pieces = t(name, marks).split('\0')
  return <>{pieces.map((piece, index) => (index % 2 === 1 ? parts[piece] : piece))}</>
}
