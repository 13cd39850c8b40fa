import { useQuery } from "@tanstack/react-query";
import { organisationQuery } from "../../key-watch.ts";
import { useOpen } from "../../session.tsx";
import { useSpeech } from "../../speech.tsx";

/** Names of colleagues by member, as the own organisation knows them. */
export function useNames(): (member: string) => string {
  const { t } = useSpeech();
  const { me } = useOpen();
  const { data } = useQuery(organisationQuery);
  return (member) => (member === me.member ? t.case.fromMe : (data?.members.find((one) => one.id === member)?.shownName ?? t.case.fromMember));
}
