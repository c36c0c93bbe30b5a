import { TimeAgo } from '@gatehouse/ui'
import type { ReactNode } from 'react'
import { paths } from '../paths.ts'
import { usePlace } from '../shell/place.tsx'
import { OutcomeIcon } from './outcome-icon.tsx'
import { texts } from './texts.ts'
import classes from './traces.module.css'
import { personOf, sentenceOf, type TraceSummary } from './words.ts'

interface TraceListProps {
  readonly traces: readonly TraceSummary[]
  readonly search: Readonly<Record<string, string | undefined>>
  readonly openId: string
  /** The trace that is open, beside the list. */
  readonly children: ReactNode
}

/** The list with the open trace beside it; on a narrow window the trace alone. */
export function TraceList({ traces, search, openId, children }: TraceListProps) {
  const place = usePlace()
  return (
    <div className={classes['split']}>
      <nav className={classes['list']} aria-label={texts.list}>
        <ul>
          {traces.map((trace) => (
            <li key={trace.id}>
              <a href={paths.trace(place, trace.id, search)} aria-current={trace.id === openId ? 'true' : undefined}>
                <OutcomeIcon outcome={trace.outcome} />
                <span className={classes['entry']}>
                  <span>{personOf(trace)}</span>
                  <span className="quiet small">{sentenceOf(trace.reason)}</span>
                </span>
                <span className="quiet small">
                  <TimeAgo at={trace.started_on} />
                </span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div>{children}</div>
    </div>
  )
}
