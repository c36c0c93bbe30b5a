/** Everything that the page of the inbox says. */
export const texts = {
  title: 'Inbox',
  lead: 'Mail and text messages of this environment, with their codes, as the people of your product get them.',
  stays: 'Mail stays here: none leaves the machine, so that you can use any address.',
  also: 'Mail goes out by a mail server, and can be read here as well.',
  out: 'Mail goes out by a mail server. Production keeps none of it here.',
  where:
    'It is a page of the environment’s own address. Away from the machine of the server it asks for the inbox token, which the server printed at its first start.',
  open: 'Open inbox',
  closed: 'Mail of production goes out, so there is no inbox.',
  settings: 'Mail settings',
}
