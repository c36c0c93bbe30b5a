import { Note, ReasonedButton, Section } from '@gatehouse/ui'
import { FileButton, Group, Stack } from '@mantine/core'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { useHere } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import classes from './logos.module.css'
import { texts } from './texts.ts'

const THEMES = ['light', 'dark'] as const
const CHANGED = ['ReadOrganizationLogo', 'getOrganization'] as const

/** The logos of an organization: each is put in place of the one before, or taken away for that of the environment. */
export function Logos({ code }: { readonly code: string }) {
  return (
    <Section title={texts.look.logos} reason={texts.look.logosReason}>
      <Stack gap="lg">
        {THEMES.map((theme) => (
          <OneLogo key={theme} code={code} theme={theme} />
        ))}
      </Stack>
    </Section>
  )
}

interface OneLogoProps {
  readonly code: string
  readonly theme: (typeof THEMES)[number]
}

function OneLogo({ code, theme }: OneLogoProps) {
  const { environment } = useHere()
  const { logos } = useAnswer('ReadOrganizationLogo', { org_code: code })
  const found = logos.find(({ type }) => type === theme)
  const add = useAction('AddOrganizationLogo', { refresh: CHANGED })
  const remove = useAction('DeleteOrganizationLogo', { refresh: CHANGED })
  const refusal = useRefusal('AddOrganizationLogo')
  const parameters = { org_code: code, type: theme }
  const send = (file: File | null) => {
    if (!file) return
    const body = new FormData()
    body.set('logo', file)
    add.mutate({ parameters, body })
  }
  return (
    <div>
      <h3>{texts.look.logoOf[theme]}</h3>
      {found ? (
        <div className={classes['ground']} data-theme={theme}>
          <img src={new URL(found.path, environment.origin).href} alt={texts.look.logoOf[theme]} />
        </div>
      ) : (
        <p className="quiet">{texts.look.noLogo[theme]}</p>
      )}
      <Group gap="xs" mt="xs">
        <FileButton onChange={send} accept="image/png,image/jpeg,image/webp,image/gif">
          {({ onClick }) => (
            <ReasonedButton reason={refusal} loading={add.isPending} onClick={onClick}>
              {texts.look.chooseLogo[theme]}
            </ReasonedButton>
          )}
        </FileButton>
        {found && (
          <ReasonedButton
            variant="subtle"
            reason={refusal}
            loading={remove.isPending}
            onClick={() => remove.mutate({ parameters })}
          >
            {texts.look.removeLogo[theme]}
          </ReasonedButton>
        )}
      </Group>
      <ProblemNote problem={add.error ?? remove.error} own={texts.problems} />
      {add.isSuccess && <Note kind="good">{texts.look.logoSaved}</Note>}
    </div>
  )
}
