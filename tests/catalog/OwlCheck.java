import java.io.File;
import java.io.PrintStream;
import org.semanticweb.HermiT.Configuration;
import org.semanticweb.HermiT.Reasoner;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLClass;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;
import org.semanticweb.owlapi.profiles.OWLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/** Prints one line per finding: file, check, what was found, parted by tabs. Runs from source: java -cp HermiT.jar. */
public class OwlCheck {
    private static final PrintStream OUT = System.out;

    public static void main(String[] files) throws Exception {
        for (String file : files) {
            OWLOntology ontology = OWLManager.createOWLOntologyManager()
                .loadOntologyFromOntologyDocument(new File(file));
            report(file, "axioms", String.valueOf(ontology.getAxiomCount()));
            profile(file, "DL", new OWL2DLProfile(), ontology);
            profile(file, "RL", new OWL2RLProfile(), ontology);
            try {
                reason(file, ontology);
            } catch (IllegalArgumentException refused) { // not OWL 2 DL, as the profile says as well
                report(file, "refused", String.valueOf(refused.getMessage()));
            }
        }
    }

    private static void profile(String file, String name, OWLProfile profile, OWLOntology ontology) {
        for (OWLProfileViolation violation : profile.checkOntology(ontology).getViolations()) {
            report(file, name, violation.toString());
        }
    }

    private static void reason(String file, OWLOntology ontology) {
        Configuration configuration = new Configuration();
        configuration.ignoreUnsupportedDatatypes = true; // xsd:date, xsd:gYearMonth, xsd:gYear
        Reasoner reasoner = new Reasoner(configuration, ontology);
        report(file, "consistent", String.valueOf(reasoner.isConsistent()));
        if (reasoner.isConsistent()) {
            for (OWLClass empty : reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()) {
                report(file, "unsatisfiable", empty.getIRI().toString());
            }
        }
    }

    private static void report(String file, String check, String text) {
        OUT.println(file + "\t" + check + "\t" + text.replaceAll("\\s+", " "));
    }
}
