import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

export interface EmptyStateProps {
  /** Absent where the page's own title says it already. */
  readonly title?: string
  /** The kind of emptiness, and the first step. */
  readonly children: ReactNode
  readonly action?: ReactNode
}

/** Stands in place of a list that has no rows. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={classes['empty']}>
      {title !== undefined && <h2>{title}</h2>}
      <p className="quiet">{children}</p>
      {action}
    </div>
  )
}
