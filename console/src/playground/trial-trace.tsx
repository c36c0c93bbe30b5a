import { Section } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { useLateAnswer } from '../shell/api.ts'
import { usePlace } from '../shell/place.tsx'
import { TraceDetail } from '../traces/index.ts'
import { texts } from './texts.ts'

/** The sign-in step by step, with the reason of each. */
export function TrialTrace({ id }: { readonly id: string | null }) {
  const place = usePlace()
  const found = useLateAnswer('getTrace', id === null ? undefined : { trace_id: id })
  return (
    <Section title={texts.trace} reason={texts.traceReason}>
      {id === null && <p className="quiet">{texts.noTrace}</p>}
      {found && <TraceDetail trace={found.trace} />}
      {id !== null && (
        <a className="link" href={paths.trace(place, id)}>
          {texts.openTrace}
        </a>
      )}
    </Section>
  )
}
