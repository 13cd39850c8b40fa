/** The administrator's screen: the organisation's root key, teams, people. */
import { useQuery } from "@tanstack/react-query";
import { organisationQuery } from "../../key-watch.ts";
import { ScreenHeading } from "../../parts/heading.tsx";
import { Loaded } from "../../parts/notice.tsx";
import { useSpeech } from "../../speech.tsx";
import { ProviderCard } from "../identity.tsx";
import { InviteCard } from "./invite.tsx";
import { PeopleCard } from "./people.tsx";
import { RootCard } from "./root.tsx";
import { TeamsCard } from "./teams.tsx";

export function MembersScreen() {
  const { t } = useSpeech();
  const query = useQuery(organisationQuery);
  return (
    <>
      <ScreenHeading>{t.members.heading}</ScreenHeading>
      <Loaded query={query}>
        {(view) => (
          <>
            <RootCard view={view} />
            <PeopleCard view={view} />
            <InviteCard view={view} />
            <TeamsCard view={view} />
            <ProviderCard />
          </>
        )}
      </Loaded>
    </>
  );
}
