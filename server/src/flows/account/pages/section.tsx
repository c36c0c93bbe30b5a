import type { Child } from 'hono/jsx'

interface SectionProps {
  readonly heading: string
  readonly act?: Child | undefined
  readonly children?: Child
}

/** A part of the account, with what can be added to it. */
export function Section({ heading, act, children }: SectionProps) {
  return (
    <section>
      <div class="section-line">
        <h2>{heading}</h2>
        {act && <div class="acts">{act}</div>}
      </div>
      <ul class="entries">{children}</ul>
    </section>
  )
}

interface EntryProps {
  readonly text: Child
  readonly tags?: readonly string[]
  readonly help?: string | undefined
  readonly children?: Child
}

/** One thing of a part, with what can be done about it. */
export function Entry({ text, tags = [], help, children }: EntryProps) {
  return (
    <li class="entry">
      <div>
        {text}
        {tags.map((tag) => (
          <span class="tag">{tag}</span>
        ))}
        {help && <p class="help">{help}</p>}
      </div>
      <div class="acts">{children}</div>
    </li>
  )
}
