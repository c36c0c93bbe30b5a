import type { ReactNode } from 'react'
import classes from './danger-zone.module.css'

export interface DangerousAct {
  readonly title: string
  /** The loss, with numbers. */
  readonly loss: ReactNode
  readonly button: ReactNode
}

/** Actions that remove something; last on a page. */
export function DangerZone({ acts }: { readonly acts: readonly DangerousAct[] }) {
  return (
    <section className={classes['zone']} aria-label="Danger zone">
      {acts.map(({ title, loss, button }) => (
        <div key={title}>
          <div>
            <h3>{title}</h3>
            <p>{loss}</p>
          </div>
          {button}
        </div>
      ))}
    </section>
  )
}
