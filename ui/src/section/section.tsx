import type { ReactNode } from 'react'
import classes from './section.module.css'

export interface SectionProps {
  readonly title: string
  /** Why the section exists, in a sentence. */
  readonly reason?: ReactNode
  readonly children: ReactNode
}

/** Title and reason at the left, what one works on at the right. */
export function Section({ title, reason, children }: SectionProps) {
  return (
    <section className={classes['section']} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {reason && <p className="quiet">{reason}</p>}
      </header>
      <div className={classes['content']}>{children}</div>
    </section>
  )
}
