import { paths } from '../paths.ts'
import { usePlace } from '../shell/place.tsx'
import { useSearchText } from '../shell/use-params.ts'
import { SPANS, spanOf } from './activity-span.ts'
import classes from './home.module.css'
import { texts } from './texts.ts'

/** Chooses how many days the figures are about; the address holds it. */
export function SpanChoice() {
  const place = usePlace()
  const chosen = spanOf(useSearchText())
  return (
    <nav className={classes['spans']} aria-label={texts.span}>
      {SPANS.map((days) => (
        <a
          key={days}
          href={paths.home(place, { days: String(days) })}
          aria-current={days === chosen ? 'page' : undefined}
        >
          {texts.days(days)}
        </a>
      ))}
    </nav>
  )
}
