import { Button, Group } from '@mantine/core'
import { paths } from '../paths.ts'
import { usePlace } from '../shell/place.tsx'
import { STATES, type JobState } from './job-filter.ts'
import { texts } from './texts.ts'

/** Chooses the state of the jobs that are listed; the address holds it. */
export function StateFilter({ chosen }: { readonly chosen: JobState | undefined }) {
  const place = usePlace()
  const all = [
    { label: texts.all, href: paths.jobs(place), isChosen: chosen === undefined },
    ...STATES.map((state) => ({
      label: texts.states[state]?.word ?? state,
      href: paths.jobs(place, { state }),
      isChosen: chosen === state,
    })),
  ]
  return (
    <Group component="nav" aria-label={texts.filter} gap="xs" mt="lg">
      {all.map(({ label, href, isChosen }) => (
        <Button
          key={href}
          component="a"
          size="compact-sm"
          href={href}
          variant={isChosen ? 'light' : 'default'}
          aria-current={isChosen ? 'page' : undefined}
        >
          {label}
        </Button>
      ))}
    </Group>
  )
}
