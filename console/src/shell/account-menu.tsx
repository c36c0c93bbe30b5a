import { Face } from '@gatehouse/ui'
import { Menu, SegmentedControl, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { useHere } from './place.tsx'
import { nameOf, signOut } from './session.ts'
import { texts } from './texts.ts'

/** Shows the person who is signed in, the choice of light or dark, and the way out. */
export function AccountMenu() {
  const { session, business } = useHere()
  const name = nameOf(session.person)
  const leave = () => void signOut().finally(() => location.assign('/console'))
  return (
    <Menu width={264}>
      <Menu.Target>
        <UnstyledButton>
          <span className="visually-hidden">{texts.account(name)}</span>
          <Face name={name} picture={session.person.picture} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name}
          <br />
          {session.person.email}
          <br />
          {texts.roleIn(business.role, business.name)}
        </Menu.Label>
        <Menu.Divider />
        <SchemeChoice />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} stroke={1.5} />} onClick={leave}>
          {texts.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function SchemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <SegmentedControl
      fullWidth
      aria-label={texts.scheme}
      value={colorScheme}
      onChange={(value) => setColorScheme(value)}
      data={[
        { value: 'auto', label: texts.schemes.auto },
        { value: 'light', label: texts.schemes.light },
        { value: 'dark', label: texts.schemes.dark },
      ]}
    />
  )
}
