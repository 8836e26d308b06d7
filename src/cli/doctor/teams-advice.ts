import { GraphRefused } from '../../teams/graph-refused.ts'
import { SignInRefused } from '../../teams/sign-in-refused.ts'
import { type Finding, fail } from './finding.ts'

interface Said {
  readonly sentence: string
  readonly advice: string
}

const overview = 'of the app registration in Microsoft Entra'

/** What Microsoft's sign-in answers to a wrong set-up, by the numbers of its list. */
const signIn: Readonly<Record<number, Said>> = {
  7000215: {
    sentence: 'TEAMS_APP_PASSWORD is not a secret of this app.',
    advice: `Copy the value (not the id) of a client secret ${overview}.`,
  },
  7000222: {
    sentence: 'The client secret in TEAMS_APP_PASSWORD has expired.',
    advice: `Make a new client secret ${overview}, and put its value there.`,
  },
  700016: {
    sentence: 'TEAMS_APP_ID is not an app of this tenant.',
    advice: `Compare TEAMS_APP_ID and TEAMS_TENANT_ID with the overview ${overview}.`,
  },
  90002: {
    sentence: 'There is no tenant with this TEAMS_TENANT_ID.',
    advice: `Copy the directory (tenant) id ${overview}.`,
  },
  7000112: {
    sentence: 'The app is disabled in this tenant.',
    advice: 'Switch “Enabled for users to sign-in” of its enterprise application on.',
  },
}

const network = 'Check the network, HTTPS_PROXY and NODE_EXTRA_CA_CERTS.'

const codeSaid = (code: number | undefined): Said => {
  const known = code === undefined ? undefined : signIn[code]
  return (
    known ?? {
      sentence: `Microsoft refuses to sign the app in${code === undefined ? '' : `: AADSTS${code}`}.`,
      advice: 'Look the number up at https://login.microsoftonline.com/error.',
    }
  )
}

/** Why the app has no token. `isManaged`: it is to come from the machine's managed identity. */
export const signInFailure = (check: string, error: unknown, isManaged: boolean): Finding => {
  if (error instanceof SignInRefused) {
    const { sentence, advice } = codeSaid(error.code)
    return fail(check, sentence, advice)
  }
  return isManaged
    ? fail(
        check,
        'The managed identity of this machine gives no token.',
        'Assign it the user-assigned identity whose client id is TEAMS_APP_ID.',
      )
    : fail(check, 'Microsoft’s sign-in does not answer.', network)
}

const permissions = 'the application permissions GroupMember.Read.All and User.Read.All, with the admin’s consent'

/** Why an Entra group cannot be read. */
export const groupFailure = (check: string, group: string, error: unknown): Finding => {
  const nobody = 'Until it can be read it counts as nobody.'
  if (!(error instanceof GraphRefused)) {
    const why = error instanceof Error && error.message.includes('too many') ? error.message : 'Graph does not answer'
    return fail(check, `${group} cannot be read: ${why}.`, `${nobody} A group has 5,000 people at most. ${network}`)
  }
  if (error.status === 401 || error.status === 403)
    return fail(check, `The bot may not read ${group} (Graph says ${error.status}).`, `Give the app ${permissions}.`)
  if (error.status === 400 || error.status === 404)
    return fail(
      check,
      `There is no group ${group} in this tenant.`,
      'Copy the object id of the group; a name is not enough.',
    )
  return fail(check, `${group} cannot be read: Graph says ${error.status}.`, `${nobody} Try again in a minute.`)
}
