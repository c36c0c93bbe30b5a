import { Fragment } from 'react'
import { Copy } from '../copy-field/copy-field.tsx'
import classes from './code-block.module.css'

export interface CodeBlockProps {
  readonly name: string
  readonly code: string
  /** Values of this very thing, marked where they stand in the code. */
  readonly marked?: readonly string[]
}

/** Code with its file name and a button that copies it. */
export function CodeBlock({ name, code, marked = [] }: CodeBlockProps) {
  return (
    <figure className={classes['code']}>
      <figcaption>
        <code>{name}</code>
        <Copy value={code} label={`Copy ${name}`} />
      </figcaption>
      {/* A scrolling region must be reachable by keyboard. */}
      <pre tabIndex={0}>
        {splitAt(code, marked).map((part, index) =>
          marked.includes(part) ? <mark key={index}>{part}</mark> : <Fragment key={index}>{part}</Fragment>,
        )}
      </pre>
    </figure>
  )
}

function splitAt(code: string, values: readonly string[]): string[] {
  return values.reduce<string[]>(
    (parts, value) =>
      parts.flatMap((part) =>
        values.includes(part)
          ? [part]
          : part.split(value).flatMap((piece, at) => (at === 0 ? [piece] : [value, piece])),
      ),
    [code],
  )
}
