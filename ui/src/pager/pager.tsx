import { Button } from '@mantine/core'
import classes from './pager.module.css'

export interface PagerProps {
  /** Names the order and the size of the page. */
  readonly caption: string
  /** The address of the first page; absent on the first page. */
  readonly first?: string | undefined
  /** The address of the next page; absent on the last page. */
  readonly next?: string | undefined
}

/** Leads through a list that is read by cursor: forward, and back to its begin. */
export function Pager({ caption, first, next }: PagerProps) {
  if (first === undefined && next === undefined) return null
  return (
    <nav className={classes['pager']} aria-label="Pages">
      <span>{caption}</span>
      <span className={classes['steps']}>
        {first !== undefined && (
          <Button component="a" href={first} size="compact-sm">
            First page
          </Button>
        )}
        {next !== undefined && (
          <Button component="a" href={next} size="compact-sm" rel="next">
            Next page
          </Button>
        )}
      </span>
    </nav>
  )
}
