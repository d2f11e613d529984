import { useTranslation } from "react-i18next";
import { useMe } from "../../platform/api";
import { Dialog } from "../../ui";
import { closeHelp } from "./help";
import css from "./KeyboardHelp.module.css";
import { usePlaces } from "./places";

const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);
const CTRL = apple ? "⌘" : "Ctrl";
const ALT = apple ? "⌥" : "Alt";

/** All keys in one place. */
export function KeyboardHelp() {
  const { t } = useTranslation("ui");
  const me = useMe();
  const places = usePlaces();
  const enter = me.settings.enter_sends;
  const groups: [string, [string[], string][]][] = [
    [
      "keys.everywhere",
      [
        [[CTRL, "K"], t("keys.search")],
        ...places.map((p, i): [string[], string] => [
          [ALT, String(i + 1)],
          t("keys.go", { place: t(`place.${p.id}`) }),
        ]),
        [["?"], t("keys.help")],
        [["Esc"], t("keys.close")],
      ],
    ],
    [
      "keys.writing",
      [
        [enter ? ["Enter"] : [CTRL, "Enter"], t("keys.send")],
        [enter ? ["Shift", "Enter"] : ["Enter"], t("keys.newline")],
        [["@"], t("keys.mention")],
      ],
    ],
    [
      "keys.lists",
      [
        [["↑", "↓"], t("keys.move")],
        [["Enter"], t("keys.open")],
      ],
    ],
  ];
  return (
    <Dialog open onClose={closeHelp} title={t("keys.title")} width={460}>
      {groups.map(([title, keys]) => (
        <section key={title} className={css.group}>
          <h3 className={css.title}>{t(title as "keys.lists")}</h3>
          <dl className={css.keys}>
            {keys.map(([combination, words]) => (
              <div key={words} className={css.row}>
                <dt>{words}</dt>
                <dd className={css.combination}>
                  {combination.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
