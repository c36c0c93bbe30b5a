import { SettingLevel } from '@gatehouse/ui'
import { ColorInput, NumberInput, SegmentedControl, UnstyledButton } from '@mantine/core'
import { settingWords } from '../settings/index.ts'
import type { SettingsForm, SettingState } from '../shell/use-settings-form.ts'
import classes from './brand-page.module.css'
import type { BrandSettings } from './brand-settings.ts'
import { texts } from './texts.ts'

interface LookFieldsProps {
  readonly of: SettingsForm<BrandSettings>
}

const LIGHT = ['button_color', 'button_text_color', 'link_color', 'background_color'] as const
const DARK = ['button_color_dark', 'button_text_color_dark', 'link_color_dark', 'background_color_dark'] as const
const RADII = ['button_border_radius', 'input_border_radius', 'card_border_radius'] as const

/** Pixels of buttons, fields and card; `null` for the product's own. */
const PRESETS = { square: [0, 0, 0], soft: [null, null, null], round: [24, 14, 20] } as const

/** The colours of light or of dark pages. */
export function ColourFields({ of, scheme }: LookFieldsProps & { readonly scheme: 'light' | 'dark' }) {
  return (
    <fieldset className={classes['part']}>
      <legend>{`${texts.colour}: ${texts[scheme]}`}</legend>
      <div className={classes['pair']}>
        {(scheme === 'light' ? LIGHT : DARK).map((name) => (
          <ColourField key={name} label={settingWords[name].name} state={of.settingOf(name)} />
        ))}
      </div>
      {scheme === 'dark' && <p className="quiet small">{texts.darkHelp}</p>}
    </fieldset>
  )
}

function ColourField({ label, state }: { readonly label: string; readonly state: SettingState }) {
  return (
    <div data-changed={state.isChanged}>
      <ColorInput
        label={label}
        format="hex"
        fixOnBlur={false}
        withEyeDropper={false}
        error={state.problem}
        value={typeof state.value === 'string' ? state.value : ''}
        onChange={state.set}
      />
      <Origin label={label} state={state} />
    </div>
  )
}

function Origin({ label, state }: { readonly label: string; readonly state: SettingState }) {
  return (
    <p className={classes['origin']}>
      <SettingLevel source={state.source} isHere={state.isHere} />
      {state.isHere && (
        <UnstyledButton className="link small" onClick={() => state.set(null)} aria-label={`${texts.remove}: ${label}`}>
          {texts.remove}
        </UnstyledButton>
      )}
    </p>
  )
}

/** Corners, and whether pages follow the person's system. */
export function ShapeFields({ of }: LookFieldsProps) {
  const radii = RADII.map((name) => of.settingOf(name))
  const chosen = Object.entries(PRESETS).find(([, values]) => values.every((value, at) => value === radii[at]?.value))
  const theme = of.settingOf('theme_code')
  return (
    <fieldset className={classes['part']}>
      <legend>{texts.shape}</legend>
      <SegmentedControl
        fullWidth
        aria-label={texts.corners}
        value={chosen?.[0] ?? ''}
        onChange={(preset) => {
          const values = Object.entries(PRESETS).find(([name]) => name === preset)?.[1] ?? []
          for (const [at, value] of values.entries()) radii[at]?.set(value)
        }}
        data={texts.presets}
      />
      <div className={classes['three']}>
        {RADII.map((name, at) => (
          <NumberInput
            key={name}
            label={settingWords[name].name}
            suffix=" px"
            min={0}
            max={32}
            allowDecimal={false}
            value={numberOf(radii[at]?.value)}
            onChange={(value) => radii[at]?.set(value)}
          />
        ))}
      </div>
      <SegmentedControl
        fullWidth
        orientation="vertical"
        aria-label={settingWords.theme_code.name}
        value={String(theme.value)}
        onChange={theme.set}
        data={texts.themes}
      />
      <Origin label={settingWords.theme_code.name} state={theme} />
    </fieldset>
  )
}

function numberOf(value: unknown): number | string {
  return typeof value === 'number' ? value : ''
}
