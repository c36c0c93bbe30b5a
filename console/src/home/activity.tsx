import { Figure } from '@gatehouse/ui'
import { lazy, Suspense } from 'react'
import { lengthOf, share, type ActivityAnswer } from './activity-span.ts'
import classes from './home.module.css'
import { texts } from './texts.ts'

const ActivityCharts = lazy(async () => ({ default: (await import('./activity-charts.tsx')).ActivityCharts }))

/** Figures of the days with their definitions, then charts. */
export function Activity({ activity }: { readonly activity: ActivityAnswer }) {
  return (
    <>
      <div className={classes['figures']}>
        <Figures activity={activity} />
      </div>
      <Suspense fallback={<div className={classes['chartsRoom']} />}>
        <ActivityCharts activity={activity} />
      </Suspense>
    </>
  )
}

function Figures({ activity }: { readonly activity: ActivityAnswer }) {
  const { total } = activity
  const before = activity.previous.total
  const days = lengthOf(activity)
  const { signUps, active, signIns, failures } = texts.figures
  const counted = [
    { ...signUps, now: total.sign_ups, then: before.sign_ups },
    { ...active, now: total.active_users, then: before.active_users },
    { ...signIns, now: total.sign_ins, then: before.sign_ins },
  ]
  return (
    <>
      {counted.map(({ name, definition, now, then }) => (
        <Figure
          key={name}
          name={name}
          value={now.toLocaleString('en')}
          change={changeOf(now, then, days)}
          definition={definition}
        />
      ))}
      <Figure
        name={failures.name}
        value={`${failedShare(total).toFixed(1)} %`}
        change={pointsOf(failedShare(total), failedShare(before), days)}
        definition={failures.definition}
      />
    </>
  )
}

function failedShare({ failures, sign_ins }: ActivityAnswer['total']): number {
  return share(failures, failures + sign_ins)
}

/** Says nothing where there is nothing to compare with. */
function changeOf(now: number, then: number, days: number): string | undefined {
  if (then === 0) return undefined
  const percent = Math.round(share(now - then, then))
  if (percent === 0) return texts.same(days)
  return texts.more(`${percent > 0 ? '↑' : '↓'} ${Math.abs(percent).toLocaleString('en')} %`, days)
}

function pointsOf(now: number, then: number, days: number): string | undefined {
  const points = Math.round((now - then) * 10) / 10
  if (points === 0) return undefined
  return texts.more(`${points > 0 ? '↑' : '↓'} ${Math.abs(points).toFixed(1)} points`, days)
}
