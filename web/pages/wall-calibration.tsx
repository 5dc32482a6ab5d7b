import "../styles/wall/calibration.css";
import { fontsOf } from "../map/fonts.ts";
import { useStore } from "../panels/use-store.ts";
import { CalibrationScreen } from "../panels/wall/calibration-screen.tsx";
import { withCalibrating, withCalibration } from "../state/calibration.ts";
import { keepAddress } from "../state/wall-address.ts";
import { language, screen } from "./wall-stores.ts";

// No map does it here, and the specimens are Chinese whatever the language.
void fontsOf(language);

const leaveWith = (search: string) => location.assign(`?${withCalibrating(search, false)}`);

/** Where the screen is measured. Loaded on demand: a wall that hangs never asks for it. */
export function Calibration() {
  const { calibration } = useStore(screen, (state) => state);
  return (
    <CalibrationScreen
      calibration={calibration}
      windowHeight={innerHeight}
      language={language}
      onApply={(measures) => {
        const search = withCalibration(location.search, measures);
        keepAddress(localStorage, search);
        leaveWith(search);
      }}
      onLeave={() => leaveWith(location.search)}
    />
  );
}
