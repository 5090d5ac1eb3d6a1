import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.bendablelong.BendableLongScore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is given of a school's week, and what is to be assigned. */
@PlanningSolution
public class Week {
    @ProblemFactCollectionProperty public List<Adult> adults = new ArrayList<>();
    @ProblemFactCollectionProperty public List<Pieces> pieces = new ArrayList<>();
    @PlanningEntityCollectionProperty public List<Section> sections = new ArrayList<>();
    @PlanningEntityCollectionProperty public List<Seat> seats = new ArrayList<>();
    @PlanningEntityCollectionProperty public List<Job> jobs = new ArrayList<>();
    @PlanningScore(bendableHardLevelsSize = 1, bendableSoftLevelsSize = Rules.LEVELS) public BendableLongScore score;

    /** A section a club may open in a strand, with a venue it would have; it opens with enough pupils and a lead. */
    @PlanningEntity
    public static class Section {
        @PlanningId public String id;
        public String club, strand;
        public int capacity, least;
        public List<Venue> venues = new ArrayList<>();
        @PlanningVariable public Venue venue;

        @ValueRangeProvider public List<Venue> getVenues() { return venues; }

        public int room() { return venue == null ? capacity : Math.min(capacity, venue.capacity); }

        public boolean opens(int pupils) { return pupils >= least; }
    }

    /** A venue a section may have, as seen from the section's strand: wish cost of its stairs. */
    public static class Venue {
        public String id;
        public int capacity, stairs;
    }

    /** A pupil's place in a strand. */
    @PlanningEntity
    public static class Seat {
        @PlanningId public String id;
        public String pupil, strand;
        public Map<String, Integer> costs = new HashMap<>();
        public int otherwise;
        public List<Section> sections;
        @PlanningVariable(allowsUnassigned = true) public Section section;

        @ValueRangeProvider public List<Section> getSections() { return sections; }

        public String getClub() { return section == null ? null : section.club; }

        public int cost() { return costs.getOrDefault(section.club, otherwise); }
    }

    /** A duty that wants an adult: a place in a group or at a post, or (with `section`) the lead of a section. */
    @PlanningEntity
    public static class Job {
        @PlanningId public String id;
        public Section section;
        public int late, lateRated, beyond = -1;
        public Set<String> strands = new HashSet<>();
        public List<int[]> times = new ArrayList<>();
        public Set<Integer> lateDays = new HashSet<>(), evenings = new HashSet<>();
        public String home;
        public List<Adult> adults = new ArrayList<>();
        @PlanningVariable(allowsUnassigned = true) public Adult adult;

        @ValueRangeProvider public List<Adult> getAdults() { return adults; }

        public boolean isLead() { return section != null; }

        /** Whether the duty is wanted only while more than `beyond` sections of its strands are open. */
        public boolean isExtra() { return beyond >= 0; }

        public int money() { return times.size() * (lateRated == 1 ? adult.lateRate : adult.rate); }

        public int avoided() { return (int) times.stream().filter(t -> adult.avoids.contains(t[0])).count(); }
    }

    /** An adult with the caps of a week. */
    public static class Adult {
        @PlanningId public String id;
        public int sessions, lateDays, evenings, rate, lateRate, soft;
        public boolean compared;
        public Set<Integer> avoids = new HashSet<>();
    }

    /** Pieces that sections of some clubs share when they meet at one time. */
    public static class Pieces {
        public String id;
        public int stock;
        public Map<String, Integer> needs = new HashMap<>();

        public int of(Section section) { return needs.getOrDefault(section.club + "/" + section.strand, 0); }
    }
}
