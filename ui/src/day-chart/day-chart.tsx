import { useElementSize } from '@mantine/hooks'
import classes from './day-chart.module.css'
import { short, topOf } from './scale.ts'

export interface DayChartProps {
  /** Says what the chart shows, for people who do not see it. */
  readonly label: string
  readonly days: readonly ChartDay[]
  /** The last day is not over yet, and is drawn paler. */
  readonly isLastOpen: boolean
}

export interface ChartDay {
  /** As an axis shows it. */
  readonly name: string
  /** Parts that lie upon each other, in the order of the legend. */
  readonly parts: readonly number[]
}

const HEIGHT = 190
const LEFT = 40
const BOTTOM = 24
const TOP = 8
const PLOT = HEIGHT - BOTTOM - TOP
/** The room that the name of a day needs. */
const NAME_WIDTH = 72

/** Bars, one for each day. They are drawn at the real width, so that text keeps its size. */
export function DayChart({ label, days, isLastOpen }: DayChartProps) {
  const { ref, width } = useElementSize()
  const { top, step } = topOf(Math.max(0, ...days.map(sumOf)))
  const y = (value: number) => TOP + PLOT - (value / top) * PLOT
  const lines = Array.from({ length: Math.round(top / step) + 1 }, (_none, index) => index * step)
  const slot = Math.max(0, width - LEFT) / Math.max(days.length, 1)
  return (
    <div ref={ref} className={classes['chart']}>
      <svg role="img" aria-label={label} width={width} height={HEIGHT}>
        {lines.map((value) => (
          <g key={value}>
            <line className={classes['line']} x1={LEFT} x2={width} y1={y(value)} y2={y(value)} />
            <text className={classes['text']} x={LEFT - 8} y={y(value) + 4} textAnchor="end">
              {short(value)}
            </text>
          </g>
        ))}
        {days.map((day, index) => (
          <g key={day.name} data-open={isLastOpen && index === days.length - 1}>
            <title>{`${day.name}: ${sumOf(day).toLocaleString('en')}`}</title>
            <Bar day={day} x={LEFT + index * slot} slot={slot} y={y} />
          </g>
        ))}
        <DayNames days={days} slot={slot} />
      </svg>
    </div>
  )
}

function sumOf({ parts }: ChartDay): number {
  return parts.reduce((sum, part) => sum + part, 0)
}

interface BarProps {
  readonly day: ChartDay
  readonly x: number
  readonly slot: number
  readonly y: (value: number) => number
}

/** Parts have a gap of one pixel, so that they are told apart without colour. */
function Bar({ day, x, slot, y }: BarProps) {
  const gap = slot > 6 ? Math.min(4, slot * 0.25) : 0
  return (
    <>
      <rect x={x} y={TOP} width={slot} height={PLOT} fill="transparent" />
      {day.parts.map((part, index) => {
        const below = day.parts.slice(0, index).reduce((sum, one) => sum + one, 0)
        const height = y(below) - y(below + part)
        if (part === 0) return null
        return (
          <rect
            key={index}
            className={classes['part']}
            data-series={index + 1}
            x={x + gap / 2}
            y={y(below + part)}
            width={Math.max(1, slot - gap)}
            height={Math.max(1, height - (index === 0 ? 0 : 1))}
            rx={Math.min(2, slot / 4)}
          />
        )
      })}
    </>
  )
}

/** As many names as fit, the last day among them. */
function DayNames({ days, slot }: { readonly days: readonly ChartDay[]; readonly slot: number }) {
  const every = Math.max(1, Math.ceil(NAME_WIDTH / Math.max(slot, 1)))
  return days.map(({ name }, index) => {
    const fromLast = days.length - 1 - index
    if (fromLast % every !== 0) return null
    const isLast = fromLast === 0
    const x = LEFT + (index + (isLast ? 1 : 0.5)) * slot
    return (
      <text key={name} className={classes['text']} x={x} y={HEIGHT - 6} textAnchor={isLast ? 'end' : 'middle'}>
        {name}
      </text>
    )
  })
}
