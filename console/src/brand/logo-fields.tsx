import type { Answer } from '@gatehouse/api-client'
import { Button, FileButton, Group, UnstyledButton } from '@mantine/core'
import classes from './brand-page.module.css'
import { texts } from './texts.ts'
import type { LogoChanges, LogoType } from './use-logo-changes.ts'

interface LogoFieldsProps {
  readonly brand: Answer<'getBrand'>['brand']
  readonly of: LogoChanges
}

/** The logo for light and the one for dark pages, as they would be saved. */
export function LogoFields({ brand, of }: LogoFieldsProps) {
  return (
    <fieldset className={classes['part']}>
      <legend>{texts.logo}</legend>
      <div className={classes['pair']}>
        <LogoField type="light" label={texts.lightPages} saved={brand.logo} empty={texts.noLogo} of={of} />
        <LogoField
          type="dark"
          label={texts.darkPages}
          saved={brand.logo_dark}
          empty={brand.logo === null ? texts.noLogo : texts.sameLogo}
          of={of}
        />
      </div>
      <p className="quiet small">{texts.logoHelp}</p>
    </fieldset>
  )
}

interface LogoFieldProps {
  readonly type: LogoType
  readonly label: string
  readonly saved: string | null
  readonly empty: string
  readonly of: LogoChanges
}

function LogoField({ type, label, saved, empty, of }: LogoFieldProps) {
  const { [type]: unsaved } = of.unsaved
  const shown = unsaved === undefined ? saved : unsaved
  const isChanged = of.changed.includes(type)
  return (
    <div>
      <div className={classes['well']} data-scheme={type}>
        {shown === null ? <p className="small">{empty}</p> : <img src={shown} alt={label} />}
      </div>
      <Group justify="space-between" gap="xs" mt={4}>
        <span className="quiet small">{label}</span>
        <Group gap="xs">
          <FileButton onChange={(file) => of.choose(type, file)} accept="image/png,image/jpeg,image/webp,image/svg+xml">
            {(props) => (
              <Button
                {...props}
                size="compact-xs"
                variant="subtle"
                aria-label={`${shown === null ? texts.choose : texts.change}: ${label}`}
              >
                {shown === null ? texts.choose : texts.change}
              </Button>
            )}
          </FileButton>
          {isChanged ? (
            <UnstyledButton className="link small" onClick={() => of.undo(type)}>
              {texts.undo}
            </UnstyledButton>
          ) : (
            saved !== null && (
              <UnstyledButton
                className="link small"
                onClick={() => of.remove(type)}
                aria-label={`${texts.remove}: ${label}`}
              >
                {texts.remove}
              </UnstyledButton>
            )
          )}
        </Group>
      </Group>
    </div>
  )
}
