import { SegmentedControl, Select } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useAnswer } from '../shell/api.ts'
import { useHere } from '../shell/place.tsx'
import classes from './brand-stage.module.css'
import { pagesWithStates, texts } from './texts.ts'
import type { BrandPreview, Sample } from './use-brand-preview.ts'

const PAGES = pagesWithStates()

/** Shows one hosted page in one state, by language, scheme and width. Nothing in it can be pressed or run. */
export function BrandStage({ of }: { readonly of: BrandPreview }) {
  const { environment } = useHere()
  const { choice, document } = of
  return (
    <section className={classes['stage']} aria-label={texts.preview}>
      <StageBar of={of} />
      <div className={classes['window']}>
        <p className={classes['address']}>
          <IconLock size={16} stroke={1.5} aria-hidden="true" />
          {environment.origin.replace(/^https?:\/\//, '')}
        </p>
        <div className={classes['scroll']} tabIndex={0} role="group" aria-label={texts.sampleOf}>
          {document === undefined ? (
            <p role="status">{texts.drawing}</p>
          ) : (
            <iframe
              className={classes['frame']}
              data-device={choice.device}
              title={texts.frameTitle(choice.sample)}
              sandbox=""
              srcDoc={document}
            />
          )}
        </div>
      </div>
    </section>
  )
}

function StageBar({ of: { choice, choose } }: { readonly of: BrandPreview }) {
  const { languages } = useAnswer('getLanguages')
  const page = PAGES.find(({ states }) => states.some(({ value }) => value === choice.sample))
  const show = (sample: Sample | undefined) => sample !== undefined && choose({ sample })
  return (
    <div className={classes['bar']}>
      <div className={classes['choices']}>
        <Select
          aria-label={texts.page}
          data={PAGES.map(({ value, label }) => ({ value, label }))}
          value={page?.value ?? null}
          onChange={(value) => show(PAGES.find((one) => one.value === value)?.states[0]?.value)}
        />
        <Select
          aria-label={texts.state}
          data={page?.states ?? []}
          value={choice.sample}
          onChange={(value) => show(page?.states.find((one) => one.value === value)?.value)}
        />
        <Select
          aria-label={texts.language}
          data={languages.map(({ key, name }) => ({ value: key, label: name }))}
          value={choice.language}
          onChange={(language) => language !== null && choose({ language })}
        />
      </div>
      <div className={classes['choices']}>
        <SegmentedControl
          aria-label={texts.scheme}
          value={choice.scheme}
          onChange={(scheme) => choose({ scheme: scheme === 'dark' ? 'dark' : 'light' })}
          data={texts.schemes}
        />
        <SegmentedControl
          aria-label={texts.width}
          value={choice.device}
          onChange={(device) => choose({ device: device === 'phone' ? 'phone' : 'laptop' })}
          data={texts.devices}
        />
      </div>
    </div>
  )
}
