import {
  Alert,
  Button,
  Group,
  Input,
  Modal,
  Radio,
  ScrollArea,
  SegmentedControl,
  Skeleton,
  Stack,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "~/lib/api";
import { useErrorText } from "~/lib/error_text";
import { useFaqTitle } from "~/lib/queries";
import { Failed } from "~/lib/ui/blank";
import { langOf, LANGUAGES, type FaqEntry, type Label, type LabelDraft, type Language, type Message } from "~/lib/wire";
import { useFaqSearch, useLabelDraft, useTeach } from "./labels";
import classes from "./teach_dialog.module.css";

interface TeachDialogProps {
  message: Message;
  onClose: () => void;
  onTaught: (label: Label) => void;
}

const OUT_OF_SCOPE = "";
const SEARCH_MILLISECONDS = 150;

/** What a contact typed belongs to an answer, or to none of ours: the bot learns it at the next training. */
export function TeachDialog({ message, onClose, onTaught }: TeachDialogProps) {
  const { t } = useTranslation();
  const { data: draft, error, refetch } = useLabelDraft(message);
  return (
    <Modal opened onClose={onClose} title={t("teach.title")} closeButtonProps={{ "aria-label": t("action.close") }}>
      {draft && <TeachForm message={message} draft={draft} onClose={onClose} onTaught={onTaught} />}
      {!draft && error && <Failed error={error} onRetry={() => void refetch()} />}
      {!draft && !error && <Skeleton h={320} role="status" aria-label={t("state.loading")} />}
    </Modal>
  );
}

function TeachForm({ message, draft, onClose, onTaught }: TeachDialogProps & { draft: LabelDraft }) {
  const { t } = useTranslation();
  const errorText = useTeachErrorText();
  const [question, setQuestion] = useState(draft.question);
  const [language, setLanguage] = useState<Language>(draft.language);
  const [chosen, setChosen] = useState<string | null>(null);
  const teach = useTeach(message, onTaught);
  const excess = Array.from(question.trim()).length - draft.max_characters;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (chosen === null) return;
    teach.mutate({ faq_id: chosen === OUT_OF_SCOPE ? null : chosen, question, language });
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Textarea
          label={t("teach.question")}
          description={t("teach.question_hint")}
          autosize
          minRows={1}
          maxRows={5}
          maxLength={4000}
          dir="auto"
          lang={langOf(language)}
          value={question}
          error={excess > 0 && t("teach.too_long", { count: excess })}
          onChange={(event) => setQuestion(event.currentTarget.value)}
        />
        <Input.Wrapper label={t("teach.language")} labelElement="div">
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t("teach.language")}
            value={language}
            onChange={setLanguage}
            data={LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) }))}
          />
        </Input.Wrapper>
        <Choice guesses={draft.guesses} value={chosen} onChange={setChosen} />
        <Text size="xs" c="dimmed">
          {t("teach.next_training")}
        </Text>
        {teach.error && (
          <Alert color="red" role="alert">
            {errorText(teach.error)}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" loading={teach.isPending} disabled={chosen === null || excess > 0 || !question.trim()}>
            {t("teach.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ChoiceProps {
  guesses: readonly string[];
  value: string | null;
  onChange: (value: string) => void;
}

/** An entry, the bot's guesses first, or "Not our business". */
function Choice({ guesses, value, onChange }: ChoiceProps) {
  const { t, i18n } = useTranslation();
  const [q, setQ] = useState("");
  const [searched] = useDebouncedValue(q.trim(), SEARCH_MILLISECONDS);
  const found = useFaqSearch(searched);
  const entries = inOrder(found ?? [], searched ? [] : guesses);
  return (
    <Radio.Group label={t("teach.belongs_to")} value={value} onChange={onChange}>
      <TextInput
        type="search"
        mt={6}
        size="xs"
        aria-label={t("teach.search")}
        placeholder={t("teach.search")}
        leftSection={<IconSearch size={15} aria-hidden />}
        maxLength={100}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      />
      <ScrollArea h={176} mt={6} type="auto" viewportProps={{ tabIndex: -1 }}>
        <Stack gap={4} p={3}>
          {entries.map(({ id, title }) => (
            <Radio.Card key={id} value={id} className={classes.choice}>
              <Radio.Indicator size="xs" />
              <Text span size="sm">
                {title[i18n.language] ?? id}
              </Text>
              {guesses.includes(id) && (
                <Text span size="xs" c="dimmed" className={classes.guess}>
                  {t("teach.guess")}
                </Text>
              )}
            </Radio.Card>
          ))}
          {found?.length === 0 && (
            <Text size="sm" c="dimmed" p="xs">
              {t("teach.nothing_found")}
            </Text>
          )}
        </Stack>
      </ScrollArea>
      <Radio.Card value={OUT_OF_SCOPE} className={classes.choice} mt={8}>
        <Radio.Indicator size="xs" />
        <span>
          <Text span size="sm" display="block">
            {t("teach.out_of_scope")}
          </Text>
          <Text span size="xs" c="dimmed">
            {t("teach.out_of_scope_hint")}
          </Text>
        </span>
      </Radio.Card>
    </Radio.Group>
  );
}

/** Those of `first`, in that order, then the others. */
function inOrder(entries: readonly FaqEntry[], first: readonly string[]): FaqEntry[] {
  const place = ({ id }: FaqEntry) => (first.includes(id) ? first.indexOf(id) : first.length);
  return [...entries].sort((a, b) => place(a) - place(b));
}

/** Refusals that name an entry name it by its title. */
function useTeachErrorText(): (error: Error) => string {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const titleOf = useFaqTitle(i18n.language);
  return (error) => {
    if (!(error instanceof ApiError) || !("faq_id" in error.data)) return errorText(error);
    const faqId = error.data.faq_id;
    const title = typeof faqId === "string" ? titleOf(faqId) : t("teach.out_of_scope");
    return errorText(new ApiError(error.name, error.message, error.status, { ...error.data, title }));
  };
}
