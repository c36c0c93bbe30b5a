import { IconCircleCheck, IconCircleDashed, IconCircleMinus, IconCircleX } from '@tabler/icons-react'
import classes from './traces.module.css'
import { texts } from './texts.ts'

const ICONS = {
  succeeded: IconCircleCheck,
  refused: IconCircleX,
  cancelled: IconCircleMinus,
  unfinished: IconCircleDashed,
}

export type TraceOutcome = keyof typeof ICONS

/** An outcome by shape and colour, with its word for those who see neither. */
export function OutcomeIcon({ outcome }: { readonly outcome: TraceOutcome }) {
  const Icon = ICONS[outcome]
  return (
    <span className={classes['outcome']} data-outcome={outcome} title={texts.outcomes[outcome]}>
      <Icon size={18} stroke={1.5} aria-hidden="true" />
      <span className="visually-hidden">{texts.outcomes[outcome]}</span>
    </span>
  )
}
