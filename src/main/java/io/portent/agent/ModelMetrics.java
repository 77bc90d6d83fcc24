package io.portent.agent;

import io.portent.bundle.Card;
import io.portent.bundle.CardScore;
import io.portent.bundle.file.ModelDirectory;
import io.portent.health.HealthState;
import io.portent.metrics.AgentMetrics;
import io.portent.metrics.HorizonLabel;
import io.portent.metrics.Skill;
import java.util.ArrayList;
import java.util.List;

/** A model's card as metrics. */
final class ModelMetrics {
    private ModelMetrics() {}

    static void tell(AgentMetrics metrics, ModelDirectory.Named named) {
        Card card = named.bundle().card();
        String network = named.bundle().servedBy();
        List<Skill> skills = new ArrayList<>();
        if (card.backtest() != null) {
            for (CardScore score : card.backtest().scores()) {
                boolean defined = Double.isFinite(score.skillOfNetwork());
                if (defined
                        && score.level() == HealthState.RED
                        && !score.model().equals(network)) {
                    String horizon = HorizonLabel.of(score.horizon());
                    skills.add(new Skill(horizon, score.model(), Math.min(1, score.skillOfNetwork())));
                }
            }
        }
        metrics.model(named.version(), network, card.trainedUntil(), skills);
    }
}
