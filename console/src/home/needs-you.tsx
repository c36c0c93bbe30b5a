import { Section } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import { paths } from '../paths.ts'
import { useLateAnswer, useRefusal } from '../shell/api.ts'
import { usePlace } from '../shell/place.tsx'
import { texts } from './texts.ts'

const MOST = 20

/** Things that do not mend themselves; nothing where there are none. */
export function NeedsYou() {
  const place = usePlace()
  const refusal = useRefusal('getJobs')
  const failed = useLateAnswer('getJobs', refusal === undefined ? { state: 'failed', page_size: MOST } : undefined)
  if (!failed || failed.jobs.length === 0) return null
  return (
    <Section title={texts.needsYou}>
      <p>
        <span className="strong">{texts.failedJobs(failed.jobs.length, failed.next_token !== undefined)}</span>
        <br />
        <span className="quiet">{texts.failedJobsText}</span>
      </p>
      <Button component="a" size="compact-sm" href={paths.jobs(place, { state: 'failed' })}>
        {texts.seeJobs}
      </Button>
    </Section>
  )
}
