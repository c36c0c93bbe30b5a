import { MultiSelect, Select } from '@mantine/core'
import { useMemo } from 'react'
import { useAnswer } from '../shell/api.ts'
import { SettingFrame, type SettingWords } from '../shell/setting-fields.tsx'
import type { SettingState } from '../shell/use-settings-form.ts'
import { texts } from './texts.ts'

interface CountrySettingProps {
  readonly state: SettingState
  readonly words: SettingWords
}

/** One country, found by its name. */
export function CountrySetting(props: CountrySettingProps) {
  const { choices, nameOf } = useCountries()
  const { value, set } = props.state
  return (
    <SettingFrame
      {...props}
      say={(code) => (typeof code === 'string' ? nameOf(code) : texts.noCountry)}
      control={(label) => (
        <Select
          {...label}
          w="100%"
          searchable
          clearable
          placeholder={texts.noCountry}
          data={choices}
          value={typeof value === 'string' ? value : null}
          onChange={set}
        />
      )}
    />
  )
}

/** Any number of countries; none stands for all. */
export function CountriesSetting(props: CountrySettingProps) {
  const { choices, nameOf } = useCountries()
  const { value, set } = props.state
  const chosen = Array.isArray(value) ? value.map(String) : []
  const say = (codes: unknown) =>
    Array.isArray(codes) && codes.length > 0 ? codes.map((code) => nameOf(String(code))).join(', ') : texts.allCountries
  return (
    <SettingFrame
      {...props}
      say={say}
      isWide
      control={(label) => (
        <MultiSelect
          {...label}
          w="100%"
          searchable
          clearable
          placeholder={chosen.length === 0 ? texts.allCountries : ''}
          data={choices}
          value={chosen}
          onChange={set}
        />
      )}
    />
  )
}

function useCountries() {
  const { sms } = useAnswer('getSmsSettings')
  return useMemo(() => {
    const names = new Intl.DisplayNames('en', { type: 'region' })
    const nameOf = (code: string) => names.of(code) ?? code
    const choices = sms.available_countries
      .map((code) => ({ value: code, label: nameOf(code) }))
      .toSorted((one, other) => one.label.localeCompare(other.label, 'en'))
    return { choices, nameOf }
  }, [sms.available_countries])
}
